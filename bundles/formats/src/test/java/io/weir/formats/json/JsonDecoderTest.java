package io.weir.formats.json;

import static io.weir.formats.Decoded.field;
import static io.weir.formats.Decoded.strict;
import static io.weir.formats.Decoded.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.format.InputField;
import io.weir.formats.Decoded;
import io.weir.formats.TestRecords;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

  private static final List<InputField> READING =
      List.of(
          field("device", DataType.STRING),
          field("ts", DataType.TIMESTAMP),
          field("temp", DataType.DOUBLE));

  /** One value of a column v, decoded by the scanner and by the parser alone. */
  private static String value(InputField field, String json) {
    String scanned = one(List.of(field), "{\"v\":" + json + "}");
    assertThat(parsed(List.of(field), "{\"v\":" + json + "}")).isEqualTo(scanned);
    return scanned;
  }

  private static String one(List<InputField> fields, String payload) {
    List<String> rows = Decoded.show(new JsonDecoder(fields), fields, TestRecords.of(payload));
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static String parsed(List<InputField> fields, String payload) {
    return Decoded.show(new JsonDecoder(fields, false), fields, TestRecords.of(payload)).get(0);
  }

  @Test
  void shouldReadTheUsualRecordInAnyOrderOfItsMembers() {
    assertThat(
            Decoded.show(
                new JsonDecoder(READING),
                READING,
                TestRecords.of(
                    "{\"device\":\"d-0042\",\"ts\":1700000000000,\"temp\":21.5}",
                    " { \"temp\" : -3 , \"device\" : \"Höhe\" , \"ts\" : null , \"x\" : [1,{}] } ",
                    "{}",
                    "\uFEFF{\"device\":\"bom\"}\r\n")))
        .containsExactly(
            "[d-0042, 2023-11-14T22:13:20Z, 21.5]",
            "[Höhe, null, -3.0]",
            "[null, null, null]",
            "[bom, null, null]");
  }

  @Test
  void shouldMakeARecordOfEveryElementEachWithItsOwnFate() {
    assertThat(
            Decoded.show(
                new JsonDecoder(READING),
                READING,
                TestRecords.of(
                    "[{\"temp\":1},{\"temp\":\"x\"},{\"temp\":3}]",
                    "[{\"temp\":4}, 5, null, [], {\"temp\":1e0}]",
                    "[]",
                    "[{\"temp\":4},{]")))
        .containsExactly(
            "[null, null, 1.0]",
            "!temp: found \"x\", expected a finite double",
            "[null, null, 3.0]",
            "[null, null, 4.0]",
            "!element 1: found 5, expected a JSON object",
            "!element 2: found null, expected a JSON object",
            "!element 3: found an array, expected a JSON object",
            "[null, null, 1.0]",
            "!empty array, expected at least one JSON object",
            "!not JSON at byte 13: Unexpected close marker ']': expected '}';"
                + " the payload starts with [{\"temp\":4},{]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "{\"v\":1",
        "{\"v\":1}}",
        "{\"v\":1} x",
        "{\"v\":1}{\"v\":2}",
        "{\"v\":01}",
        "{\"v\":1.}",
        "{\"v\":.5}",
        "{\"v\":+1}",
        "{\"v\":-}",
        "{\"v\":NaN}",
        "{\"v\":nul}",
        "{\"v\":1,}",
        "{\"v\" 1}",
        "{'v':1}",
        "{\"v\":\"a\nb\"}",
        "{\"v\":\"a\\x\"}",
        "{\"v\":1}/* c */",
        "5",
        "\"v\"",
        "null",
        "[[{\"v\":1}]]"
      })
  void shouldRejectWhatIsNoRecordWithAReason(String payload) {
    List<InputField> fields = List.of(field("v", DataType.LONG));
    String shown = one(fields, payload);
    assertThat(shown).startsWith("!").hasSizeGreaterThan(20);
    assertThat(parsed(fields, payload)).isEqualTo(shown);
  }

  @Test
  void shouldSayWhatIsWrong() {
    List<InputField> fields = List.of(field("v", DataType.INT));
    assertThat(one(fields, "")).isEqualTo("!empty payload, expected a JSON object");
    assertThat(one(fields, "{\"v\":1} 2"))
        .isEqualTo("!not JSON at byte 8: found more behind the end, expected one object or array");
    assertThat(one(fields, "{\"v\":\"" + "x".repeat(100) + "\"}"))
        .isEqualTo(
            "!v: found \"" + "x".repeat(40) + "…\", expected an int, -2147483648 to 2147483647");
  }

  @Test
  void shouldRejectWhatIsNotUtf8() {
    byte[] latin1 = "{\"v\":\"Höhe\",\"w\":1}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = "{\"v\":1}".getBytes(StandardCharsets.UTF_16LE);
    for (String column : List.of("v", "w")) {
      List<InputField> fields = List.of(field(column, DataType.STRING));
      assertThat(
              Decoded.show(new JsonDecoder(fields), fields, TestRecords.of(List.of(latin1, utf16))))
          .satisfiesExactly(
              row -> assertThat(row).startsWith("!not UTF-8 at byte 7"),
              row -> assertThat(row).startsWith("!not JSON: found a NUL at byte 1"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          7                     | [7]
          -0                    | [0]
          5.0                   | [5]
          1e3                   | [1000]
          "12"                  | [12]
          "12.0"                | [12]
          9223372036854775807   | [9223372036854775807]
          -9223372036854775808  | [-9223372036854775808]
          9223372036854775808   | !v: found 9223372036854775808, expected a long, -9223372036854775808 to 9223372036854775807
          5.5                   | !v: found 5.5, expected a long, -9223372036854775808 to 9223372036854775807
          1e999999999           | !v: found 1e999999999, expected a long, -9223372036854775808 to 9223372036854775807
          1e-999999999          | !v: found 1e-999999999, expected a long, -9223372036854775808 to 9223372036854775807
          1e99999999999         | !v: found 1e99999999999, expected a long, -9223372036854775808 to 9223372036854775807
          0e999999999           | [0]
          "0x10"                | !v: found "0x10", expected a long, -9223372036854775808 to 9223372036854775807
          " 1"                  | !v: found " 1", expected a long, -9223372036854775808 to 9223372036854775807
          ""                    | !v: found "", expected a long, -9223372036854775808 to 9223372036854775807
          true                  | !v: found true, expected a long, -9223372036854775808 to 9223372036854775807
          [1]                   | !v: found an array, expected a long, -9223372036854775808 to 9223372036854775807
          {"a":1}               | !v: found an object, expected a long, -9223372036854775808 to 9223372036854775807
          """)
  void shouldTakeForALongWhatIsExactlyAnInteger(String json, String expected) {
    assertThat(value(field("v", DataType.LONG), json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          21.5                      | [21.5]
          20                        | [20.0]
          -0                        | [-0.0]
          0.1                       | [0.1]
          123456789012345678901     | [1.2345678901234568E20]
          0.30000000000000004       | [0.30000000000000004]
          9007199254740993          | [9.007199254740992E15]
          1e-400                    | [0.0]
          1e400                     | !v: found 1e400, expected a finite double
          "21.5"                    | [21.5]
          "NaN"                     | [NaN]
          "-Infinity"               | [-Infinity]
          "nan"                     | !v: found "nan", expected a finite double
          "1d"                      | !v: found "1d", expected a finite double
          """)
  void shouldTakeNumbersForADouble(String json, String expected) {
    assertThat(value(field("v", DataType.DOUBLE), json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "2026-11-20T10:00:00Z"             | [2026-11-20T10:00:00Z]
          "2026-11-20T10:00:00.123456789Z"   | [2026-11-20T10:00:00.123456Z]
          "2026-11-20T10:00:00.5+01:30"      | [2026-11-20T08:30:00.500Z]
          "2026-11-20T10:00-0800"            | [2026-11-20T18:00:00Z]
          "2026-11-20T10:00:00+01"           | [2026-11-20T09:00:00Z]
          "2026-11-20 10:00:00"              | [2026-11-20T09:00:00Z]
          "2026-07-20T10:00:00"              | [2026-07-20T08:00:00Z]
          "2026-11-20"                       | [2026-11-19T23:00:00Z]
          "1969-12-31T23:59:59.999999Z"      | [1969-12-31T23:59:59.999999Z]
          "2024-02-29T00:00:00Z"             | [2024-02-29T00:00:00Z]
          1700000000123                      | [2023-11-14T22:13:20.123Z]
          1700000000123.4567                 | [2023-11-14T22:13:20.123456Z]
          -1.5                               | [1969-12-31T23:59:59.998500Z]
          -0.0001                            | [1969-12-31T23:59:59.999999Z]
          1.7e12                             | [2023-11-14T22:13:20Z]
          "1700000000123"                    | [2023-11-14T22:13:20.123Z]
          """)
  void shouldReadTimestampsInUnitAndZone(String json, String expected) {
    InputField field =
        with(
            "v", DataType.TIMESTAMP, TimeUnit.MILLISECONDS, ZoneId.of("Europe/Berlin"), false, "v");
    assertThat(value(field, json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2023-02-29T00:00:00Z\"",
        "\"2026-13-01T00:00:00Z\"",
        "\"2026-11-20T24:00:00Z\"",
        "\"2026-11-20T10:60:00Z\"",
        "\"2026-11-20T10:00:00.Z\"",
        "\"2026-11-20T10:00:00Zx\"",
        "\"2026-11-20T10:00:00+25:00\"",
        "\"2026-11-20T\"",
        "\"now\"",
        "9e99",
        "99999999999999999999",
        "9223372036854775807",
        "true"
      })
  void shouldRejectWhatIsNoTime(String json) {
    assertThat(value(field("v", DataType.TIMESTAMP), json))
        .startsWith("!v: found")
        .contains("expected a timestamp: a number of milliseconds or ISO-8601 text such as");
  }

  @Test
  void shouldReadNumbersInTheDeclaredUnit() {
    assertThat(value(unit(TimeUnit.SECONDS), "1700000000")).isEqualTo("[2023-11-14T22:13:20Z]");
    assertThat(value(unit(TimeUnit.SECONDS), "1700000000.000001"))
        .isEqualTo("[2023-11-14T22:13:20.000001Z]");
    assertThat(value(unit(TimeUnit.MICROSECONDS), "1700000000000001"))
        .isEqualTo("[2023-11-14T22:13:20.000001Z]");
    assertThat(value(unit(TimeUnit.NANOSECONDS), "1700000000000001999"))
        .isEqualTo("[2023-11-14T22:13:20.000001Z]");
    assertThat(value(unit(TimeUnit.NANOSECONDS), "-1")).isEqualTo("[1969-12-31T23:59:59.999999Z]");
  }

  private static InputField unit(TimeUnit unit) {
    return with("v", DataType.TIMESTAMP, unit, ZoneOffset.UTC, false, "v");
  }

  @Test
  void shouldReadTheOtherTypes() {
    DataType money = new DataType.Decimal(10, 2);
    assertThat(value(field("v", DataType.STRING), "1.50")).isEqualTo("[1.50]");
    assertThat(value(field("v", DataType.STRING), "1E5")).isEqualTo("[1E5]");
    assertThat(value(field("v", DataType.STRING), "\"a\\u00e9\\n\"")).isEqualTo("[aé\n]");
    assertThat(value(field("v", DataType.STRING), "true"))
        .isEqualTo("!v: found true, expected text");
    assertThat(value(field("v", DataType.BOOLEAN), "false")).isEqualTo("[false]");
    assertThat(value(field("v", DataType.BOOLEAN), "\"true\""))
        .isEqualTo("!v: found \"true\", expected true or false");
    assertThat(value(field("v", DataType.BOOLEAN), "1"))
        .isEqualTo("!v: found 1, expected true or false");
    assertThat(value(field("v", DataType.INT), "2147483648")).startsWith("!v: found 2147483648");
    assertThat(value(field("v", DataType.INT), "\"-5\"")).isEqualTo("[-5]");
    assertThat(value(field("v", DataType.FLOAT), "0.1")).isEqualTo("[0.1]");
    assertThat(value(field("v", DataType.FLOAT), "1e39")).startsWith("!v: found 1e39");
    assertThat(value(field("v", money), "12.5")).isEqualTo("[12.50]");
    assertThat(value(field("v", money), "12.500")).isEqualTo("[12.50]");
    assertThat(value(field("v", money), "99999999.99")).isEqualTo("[99999999.99]");
    assertThat(value(field("v", money), "100000000"))
        .isEqualTo(
            "!v: found 100000000, expected decimal(10,2): at most 8 digits before the point and 2"
                + " behind it");
    assertThat(value(field("v", money), "0.005")).startsWith("!v: found 0.005");
    assertThat(value(field("v", new DataType.Decimal(38, 0)), "9".repeat(38)))
        .isEqualTo("[" + "9".repeat(38) + "]");
    assertThat(value(field("v", DataType.DATE), "\"2026-11-20\"")).isEqualTo("[2026-11-20]");
    assertThat(value(field("v", DataType.DATE), "5")).startsWith("!v: found 5, expected a date");
    assertThat(value(field("v", DataType.BINARY), "\"AQI=\"")).isEqualTo("[258]");
    assertThat(value(field("v", DataType.BINARY), "\"?\"")).startsWith("!v: found");
  }

  @Test
  void shouldReadArraysAndStructs() {
    DataType tags = new DataType.Array(DataType.INT);
    DataType point =
        new DataType.Struct(
            List.of(Field.of("x", DataType.DOUBLE), Field.of("tags", new DataType.Array(tags))));
    assertThat(value(field("v", tags), "[1,null,\"3\"]")).isEqualTo("[[1, null, 3]]");
    assertThat(value(field("v", tags), "[]")).isEqualTo("[[]]");
    assertThat(value(field("v", tags), "[1,[2]]"))
        .startsWith("!v[1]: found an array, expected an int");
    assertThat(value(field("v", tags), "1")).isEqualTo("!v: found 1, expected an array");
    assertThat(value(field("v", point), "{\"tags\":[[1],[]],\"y\":0}"))
        .isEqualTo("[{x=null, tags=[[1], []]}]");
    assertThat(value(field("v", point), "{\"x\":\"u\"}"))
        .isEqualTo("!v.x: found \"u\", expected a finite double");
  }

  @Test
  void shouldReachIntoNestedObjects() {
    List<InputField> fields =
        List.of(
            field("temp", DataType.DOUBLE, "values", "temp"),
            field("hum", DataType.DOUBLE, "values", "hum"),
            field("again", DataType.STRING, "values", "temp"),
            field("unit", DataType.STRING, "meta", "unit", "name"));
    assertThat(
            one(fields, "{\"meta\":{\"unit\":{\"name\":\"C\"}},\"values\":{\"hum\":2,\"temp\":1}}"))
        .isEqualTo("[1.0, 2.0, 1, C]");
    assertThat(one(fields, "{\"values\":null,\"meta\":{}}")).isEqualTo("[null, null, null, null]");
    assertThat(one(fields, "{\"values\":5}")).isEqualTo("!/values: found 5, expected an object");
    assertThat(one(fields, "{\"values\":{\"temp\":\"hot\"}}"))
        .isEqualTo("!temp (/values/temp): found \"hot\", expected a finite double");
  }

  @Test
  void shouldLetTheLastOfEqualNamesCount() {
    List<InputField> fields = List.of(field("t", DataType.LONG, "v", "t"));
    assertThat(one(fields, "{\"v\":{\"t\":1,\"t\":2}}")).isEqualTo("[2]");
    assertThat(one(fields, "{\"v\":{\"t\":1},\"v\":{}}")).isEqualTo("[null]");
    assertThat(one(fields, "{\"v\":7,\"v\":{\"t\":3}}")).isEqualTo("[3]");
  }

  @Test
  void shouldConvertNothingWhenStrict() {
    assertThat(value(strict("v", DataType.STRING), "5")).isEqualTo("!v: found 5, expected text");
    assertThat(value(strict("v", DataType.DOUBLE), "\"5\"")).startsWith("!v: found \"5\"");
    assertThat(value(strict("v", DataType.DOUBLE), "\"NaN\"")).startsWith("!v: found \"NaN\"");
    assertThat(value(strict("v", DataType.DOUBLE), "5")).isEqualTo("[5.0]");
    assertThat(value(strict("v", DataType.LONG), "5.0")).startsWith("!v: found 5.0");
    assertThat(value(strict("v", DataType.LONG), "5")).isEqualTo("[5]");
    assertThat(value(strict("v", DataType.TIMESTAMP), "\"1700000000000\"")).startsWith("!v: found");
    assertThat(value(strict("v", DataType.TIMESTAMP), "1700000000000"))
        .isEqualTo("[2023-11-14T22:13:20Z]");
  }

  @Test
  void shouldStandHugeAndDeepPayloads() {
    List<InputField> fields = List.of(field("v", DataType.STRING), field("n", DataType.DOUBLE));
    String text = "x".repeat(10 << 20);
    assertThat(one(fields, "{\"v\":\"" + text + "\",\"n\":1}")).hasSize(text.length() + 7);
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(one(fields, deep)).startsWith("!not JSON");
    assertThat(one(fields, "{\"n\":" + "9".repeat(100_000) + "}")).startsWith("!");
    assertThat(one(fields, "{\"n\":\"" + "9".repeat(100_000) + "\"}"))
        .startsWith("!n: found \"9999");
  }
}
