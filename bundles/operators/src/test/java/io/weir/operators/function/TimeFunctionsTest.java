package io.weir.operators.function;

import static io.weir.operators.function.Scene.dec;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.refused;
import static io.weir.operators.function.Scene.ts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TimeFunctionsTest {

  private static final Instant TIME = ts("2026-11-20T10:12:34.567890Z");
  private static final Instant BEFORE = ts("1969-12-31T23:59:59.999999Z");

  @Test
  void shouldTakeParts() {
    assertThat(eval("year", TIME)).isEqualTo(2026);
    assertThat(eval("quarter", TIME)).isEqualTo(4);
    assertThat(eval("month", LocalDate.of(2026, 2, 3))).isEqualTo(2);
    assertThat(eval("day", TIME)).isEqualTo(20);
    assertThat(eval("hour", TIME)).isEqualTo(10);
    assertThat(eval("minute", TIME)).isEqualTo(12);
    assertThat(eval("second", TIME)).isEqualTo(34);
    assertThat(eval("hour", BEFORE)).isEqualTo(23);
    assertThat(eval("second", BEFORE)).isEqualTo(59);
    assertThat(eval("year", BEFORE)).isEqualTo(1969);
    assertThat(eval("dayofweek", TIME)).isEqualTo(6);
    assertThat(eval("weekday", TIME)).isEqualTo(4);
    assertThat(eval("weekofyear", LocalDate.of(2008, 2, 20))).isEqualTo(8);
    assertThat(eval("dayofyear", LocalDate.of(2016, 4, 9))).isEqualTo(100);
    assertThat(eval("date_part", "SECONDS", TIME)).isEqualTo(dec("34.567890"));
    assertThat(eval("extract", "doy", TIME)).isEqualTo(324);
    assertThat(eval("year", "2026-01-02")).isEqualTo(2026);
    assertThat(eval("dayname", TIME)).isEqualTo("Fri");
    assertThat(refused("extract", "epoch", TIME)).contains("no field epoch");
  }

  @Test
  void shouldTruncate() {
    assertThat(eval("date_trunc", "YEAR", TIME)).isEqualTo(ts("2026-01-01T00:00:00Z"));
    assertThat(eval("date_trunc", "quarter", TIME)).isEqualTo(ts("2026-10-01T00:00:00Z"));
    assertThat(eval("date_trunc", "MM", TIME)).isEqualTo(ts("2026-11-01T00:00:00Z"));
    assertThat(eval("date_trunc", "week", TIME)).isEqualTo(ts("2026-11-16T00:00:00Z"));
    assertThat(eval("date_trunc", "HOUR", TIME)).isEqualTo(ts("2026-11-20T10:00:00Z"));
    assertThat(eval("date_trunc", "millisecond", TIME)).isEqualTo(ts("2026-11-20T10:12:34.567Z"));
    assertThat(eval("date_trunc", "day", BEFORE)).isEqualTo(ts("1969-12-31T00:00:00Z"));
    assertThat(eval("date_trunc", "fortnight", TIME)).isNull();
    assertThat(eval("trunc", LocalDate.of(2019, 8, 4), "week"))
        .isEqualTo(LocalDate.of(2019, 7, 29));
    assertThat(eval("last_day", LocalDate.of(2024, 2, 3))).isEqualTo(LocalDate.of(2024, 2, 29));
  }

  @Test
  void shouldAddAndSubtract() {
    assertThat(eval("timestamp_add", BEFORE, 2L)).isEqualTo(ts("1970-01-01T00:00:00.000001Z"));
    assertThat(eval("timestamp_diff", TIME, BEFORE)).isInstanceOf(Long.class);
    assertThat((String) eval("timestamp_add", TIME, Long.MAX_VALUE)).startsWith("!overflow");
    assertThat(eval("+", LocalDate.of(2026, 1, 31), 1)).isEqualTo(LocalDate.of(2026, 2, 1));
    assertThat(eval("date_sub", "2026-01-01", 1)).isEqualTo(LocalDate.of(2025, 12, 31));
    assertThat(eval("datediff", "2009-07-31", "2009-07-30")).isEqualTo(1);
    assertThat(eval("datediff", TIME, LocalDate.of(2026, 11, 19))).isEqualTo(1);
    assertThat(eval("add_months", LocalDate.of(2016, 8, 31), 1))
        .isEqualTo(LocalDate.of(2016, 9, 30));
    assertThat(eval("timestampadd", "MONTH", -1L, ts("2026-03-31T00:00:00Z")))
        .isEqualTo(ts("2026-02-28T00:00:00Z"));
    assertThat(eval("timestampadd", "quarter", 1, TIME))
        .isEqualTo(ts("2027-02-20T10:12:34.567890Z"));
    assertThat(eval("timestampdiff", "HOUR", BEFORE, ts("1970-01-01T02:00:00Z"))).isEqualTo(2L);
    assertThat(
            eval("timestampdiff", "MONTH", ts("2026-01-31T00:00:00Z"), ts("2026-02-28T00:00:00Z")))
        .isEqualTo(0L);
    assertThat(eval("months_between", ts("1997-02-28T10:30:00Z"), ts("1996-10-30T00:00:00Z")))
        .isEqualTo(3.94959677);
    assertThat(refused("-", TIME, 1)).contains("INTERVAL");
  }

  @Test
  void shouldConvertNumbers() {
    assertThat(eval("unix_millis", BEFORE)).isEqualTo(-1L);
    assertThat(eval("unix_seconds", BEFORE)).isEqualTo(-1L);
    assertThat(eval("timestamp_millis", 1230219000123L)).isEqualTo(ts("2008-12-25T15:30:00.123Z"));
    assertThat((String) eval("timestamp_seconds", Long.MAX_VALUE)).startsWith("!overflow");
    assertThat(eval("make_date", 2013, 7, 15)).isEqualTo(LocalDate.of(2013, 7, 15));
    assertThat((String) eval("make_date", 2019, 13, 1)).startsWith("!make_date");
    assertThat(eval("make_timestamp", 2014, 12, 28, 6, 30, dec("45.887")))
        .isEqualTo(ts("2014-12-28T06:30:45.887Z"));
    assertThat(eval("from_utc_timestamp", ts("2016-08-31T00:00:00Z"), "Asia/Seoul"))
        .isEqualTo(ts("2016-08-31T09:00:00Z"));
    assertThat(eval("to_utc_timestamp", ts("2016-08-31T00:00:00Z"), "Asia/Seoul"))
        .isEqualTo(ts("2016-08-30T15:00:00Z"));
    assertThat(refused("to_utc_timestamp", TIME, "Mars/X")).contains("no time zone 'Mars/X'");
  }

  @Test
  void shouldReadAndWritePatterns() {
    assertThat(eval("date_format", TIME, "yyyy/MM/dd HH:mm:ss.SSS"))
        .isEqualTo("2026/11/20 10:12:34.567");
    assertThat(eval("to_timestamp", "2016-12-31", "yyyy-MM-dd"))
        .isEqualTo(ts("2016-12-31T00:00:00Z"));
    assertThat(eval("to_timestamp", "31.12.2016 07:08 PM", "dd.MM.yyyy hh:mm a"))
        .isEqualTo(ts("2016-12-31T19:08:00Z"));
    assertThat(eval("to_timestamp", "2016-12-31T00:00:00+0100", "yyyy-MM-dd'T'HH:mm:ssZ"))
        .isEqualTo(ts("2016-12-30T23:00:00Z"));
    assertThat((String) eval("to_timestamp", "2026-02-30", "yyyy-MM-dd"))
        .startsWith("!'2026-02-30'");
    assertThat(eval("try_to_timestamp", "x", "yyyy-MM-dd")).isNull();
    assertThat(eval("try_to_timestamp", "x")).isNull();
    assertThat(eval("to_timestamp", "2016-12-31 00:12:00")).isEqualTo(ts("2016-12-31T00:12:00Z"));
    assertThat(eval("to_date", "20161231", "yyyyMMdd")).isEqualTo(LocalDate.of(2016, 12, 31));
    assertThat(eval("to_date", TIME)).isEqualTo(LocalDate.of(2026, 11, 20));
    assertThat(eval("from_unixtime", 0L)).isEqualTo("1970-01-01 00:00:00");
    assertThat(eval("unix_timestamp", "2016-04-08", "yyyy-MM-dd")).isEqualTo(1460073600L);
    assertThat(eval("unix_timestamp", TIME)).isEqualTo(TIME.getEpochSecond());
  }

  @Test
  void shouldFindTheNextWeekday() {
    LocalDate saturday = LocalDate.of(2026, 11, 21);
    assertThat(eval("next_day", saturday, "mo")).isEqualTo(LocalDate.of(2026, 11, 23));
    assertThat(eval("next_day", saturday, "SAT")).isEqualTo(LocalDate.of(2026, 11, 28));
    assertThat(eval("next_day", saturday, "Sunday")).isEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(refused("next_day", saturday, "xx")).contains("no weekday 'xx'");
  }

  @Test
  void shouldMakeTimesInZones() {
    assertThat(eval("make_timestamp", 2026, 3, 29, 2, 30, dec("0"), "Europe/Berlin"))
        .isEqualTo(ts("2026-03-29T01:30:00Z"));
    assertThat(eval("make_timestamp_ltz", 2026, 10, 25, 2, 30, dec("0"), "Europe/Berlin"))
        .isEqualTo(ts("2026-10-25T00:30:00Z"));
    assertThat(eval("make_timestamp", 2026, 1, 2, 3, 4, 60)).isEqualTo(ts("2026-01-02T03:05:00Z"));
    assertThat((String) eval("make_timestamp", 2026, 1, 2, 3, 4, dec("60.5")))
        .contains("expected 0 to 60; use try_make_timestamp");
    assertThat(eval("try_make_timestamp", 2026, 1, 2, 3, 4, dec("60.5"))).isNull();
    assertThat(eval("try_make_timestamp_ltz", 2026, 14, 2, 3, 4, 5)).isNull();
    assertThat(refused("try_make_timestamp", 2026, 1, 2, 3, 4, 5, "Mars/X"))
        .contains("no time zone 'Mars/X'");
  }

  @Test
  void shouldTakeFractionsOfSeconds() {
    assertThat(eval("timestamp_seconds", -1.5)).isEqualTo(ts("1969-12-31T23:59:58.500Z"));
    assertThat(eval("timestamp_seconds", 1.1f)).isEqualTo(ts("1970-01-01T00:00:01.100Z"));
    assertThat(eval("timestamp_seconds", dec("1.5"))).isEqualTo(ts("1970-01-01T00:00:01.500Z"));
    assertThat(eval("timestamp_seconds", Double.NaN)).isNull();
    assertThat((String) eval("timestamp_seconds", dec("1.0000005")))
        .startsWith("!timestamp_seconds: 1.0000005 is out of range, or no whole");
    assertThat(eval("months_between", LocalDate.of(2026, 3, 30), LocalDate.of(2026, 1, 31), false))
        .isEqualTo(1.967741935483871);
  }
}
