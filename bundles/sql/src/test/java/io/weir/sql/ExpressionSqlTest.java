package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each form of expression means: SQL, then the resolved expression and its type. */
class ExpressionSqlTest {

  private static final String CASES =
      """
      id + 1 => (id + 1) : int
      id + 1L => (cast(id AS long) + 1) : long
      - id => negative(id) : int
      +id => id : int
      id div 2 => div(cast(id AS long), 2) : long
      abs(id) * 2 % 3 => ((abs(id) * 2) % 3) : int
      overlay(_topic PLACING 'x' FROM 2) => overlay(_topic, 'x', 2) : string
      overlay(_topic PLACING 'x' FROM 2 FOR 1) => overlay(_topic, 'x', 2, 1) : string
      from_json(_topic, 'a INT, `b c` ARRAY<BIGINT> NOT NULL').a => from_json(_topic).a : int
      from_json(_topic, ' array<struct<a: int>>', map('mode', 'FAILFAST')) => from_json(_topic, 'mode', 'FAILFAST') : array<struct<a:int>>
      to_json(pos, map('ignoreNullFields', 'false')) => to_json(pos, 'ignoreNullFields', 'false') : string
      id >>> 2 => shiftrightunsigned(id, 2) : int
      id >> 2 << 1 => shiftleft(shiftright(id, 2), 1) : int
      sequence(id, 9, 2) => sequence(id, 9, 2) : array<int>
      sequence(_received, _received, INTERVAL 1 MONTH) => sequence(_received, _received, 1, 0) : array<timestamp>
      sequence(DATE'2026-01-01', DATE'2026-02-01', -INTERVAL 2 DAYS) => sequence(2026-01-01, 2026-02-01, 0, -172800000000) : array<date>
      CASE WHEN ok THEN id ELSE raise_error('no') END => CASE WHEN ok THEN id ELSE raise_error('no') END : int
      ~id & 3 => (~(id) & 3) : int
      _topic || 'a' => concat(_topic, 'a') : string
      id == 3 AND id != 4 AND id <> 5 => (((id = 3) AND (id <> 4)) AND (id <> 5)) : boolean
      NOT ok OR FALSE => (not(ok) OR false) : boolean
      ! ok => not(ok) : boolean
      id < 1 OR id <= 2 AND id > 3 => ((id < 1) OR ((id <= 2) AND (id > 3))) : boolean
      id <=> 3 => (id <=> 3) : boolean
      id BETWEEN 1 AND 3 => ((id >= 1) AND (id <= 3)) : boolean
      id NOT BETWEEN 1 AND 3 => not(((id >= 1) AND (id <= 3))) : boolean
      id IN (1, 2, NULL) => in(id, 1, 2, NULL) : boolean
      id NOT IN (1) => not(in(id, 1)) : boolean
      id IS NULL => isnull(id) : boolean
      id IS NOT NULL => isnotnull(id) : boolean
      ok IS TRUE => (ok <=> true) : boolean
      ok IS NOT FALSE => not((ok <=> false)) : boolean
      ok IS UNKNOWN => isnull(ok) : boolean
      ok IS NOT UNKNOWN => isnotnull(ok) : boolean
      id IS DISTINCT FROM 3 => not((id <=> 3)) : boolean
      id IS NOT DISTINCT FROM 3 => (id <=> 3) : boolean
      _topic LIKE 'a%' => like(_topic, 'a%') : boolean
      _topic LIKE 'a!%' ESCAPE '!' => like(_topic, 'a!%', '!') : boolean
      _topic NOT ILIKE 'A%' => not(ilike(_topic, 'A%')) : boolean
      _topic NOT LIKE ALL ('a%', '%b') => (not(like(_topic, 'a%')) AND not(like(_topic, '%b'))) : boolean
      _topic LIKE ANY ('a%', '%b') => (like(_topic, 'a%') OR like(_topic, '%b')) : boolean
      _topic RLIKE '^a' => rlike(_topic, '^a') : boolean
      _topic REGEXP '^a' => rlike(_topic, '^a') : boolean
      CASE WHEN id > 1 THEN 'a' WHEN ok THEN NULL ELSE 'b' END => CASE WHEN (id > 1) THEN 'a' WHEN ok THEN NULL ELSE 'b' END : string
      CASE id WHEN 1 THEN 1 WHEN 2 THEN 2.5 END => CASE WHEN (id = 1) THEN cast(1 AS decimal(11,1)) WHEN (id = 2) THEN cast(2.5 AS decimal(11,1)) END : decimal(11,1)
      if(ok, 1, 2L) => CASE WHEN ok THEN 1 ELSE 2 END : long
      coalesce(_topic, 'x') => CASE WHEN isnotnull(_topic) THEN _topic ELSE 'x' END : string
      CAST(id AS STRING) => cast(id AS string) : string
      CAST(id AS DECIMAL(5,1)) => cast(id AS decimal(5,1)) : decimal(5,1)
      CAST(id AS decimal) => cast(id AS decimal(10,0)) : decimal(10,0)
      id::double => cast(id AS double) : double
      CAST(id AS int) => id : int
      TRY_CAST(_topic AS INT) => try_cast(_topic AS int) : int
      CAST(NULL AS date) => NULL : date
      pos.x => pos.x : double
      events.pos.inner.y => pos.inner.y : int
      (pos).inner.y => pos.inner.y : int
      `id` => id : int
      ID => id : int
      EVENTS.Id => id : int
      _event_time => _event_time : timestamp
      _received => _received : timestamp
      struct(id, at AS t).t => named_struct(id, at).t : timestamp
      EXTRACT(HOUR FROM at) => hour(at) : int
      substring(_topic FROM 2 FOR 3) => substring(_topic, 2, 3) : string
      substr(_topic, 2) => substring(_topic, 2) : string
      trim(LEADING 'x' FROM _topic) => ltrim('x', _topic) : string
      trim(BOTH FROM _topic) => trim(_topic) : string
      trim(_topic) => trim(_topic) : string
      position('a' IN _topic) => locate('a', _topic) : int
      left(_topic, 2) => left(_topic, 2) : string
      timestampadd(MINUTE, 5, at) => timestampadd('MINUTE', 5, at) : timestamp
      timestampdiff(SECOND, at, _received) => timestampdiff('SECOND', at, _received) : long
      date_add(day, 3) => date_add(day, 3) : date
      at + INTERVAL 5 SECONDS => timestamp_add(at, 5000000) : timestamp
      INTERVAL '1' DAY + at => timestamp_add(at, 86400000000) : timestamp
      at - INTERVAL 1 MONTH 2 DAYS => timestamp_add(timestampadd('MONTH', -1, at), -172800000000) : timestamp
      at + -INTERVAL 1 HOUR => timestamp_add(at, -3600000000) : timestamp
      at + INTERVAL '1 minute 30 seconds' => timestamp_add(at, 90000000) : timestamp
      day + INTERVAL 1 MONTH 2 DAYS => date_add(add_months(day, 1), 2) : date
      day + INTERVAL 2 HOURS => timestamp_add(cast(day AS timestamp), 7200000000) : timestamp
      """;

  static Stream<String> cases() {
    return CASES.lines();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMeanWhatSparkMeans(String line) throws SqlException {
    String[] parts = line.split(" => ", 2);
    assertThat(SqlFixture.value(parts[0])).isEqualTo(parts[1]);
  }
}
