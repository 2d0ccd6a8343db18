package io.weir.sql;

import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal says where: {@code «…»} marks the place; a line break is written {@code ¶}. */
class RefusalSqlTest {

  private static final String CASES =
      """
      «» => the query is empty; expected SELECT …
      -- nothing¶«» => the query is empty; expected SELECT …
      «SELEC» seq FROM readings => found SELEC, expected SELECT or WITH: a query begins with one of these; did you mean SELECT?
      «DELETE» FROM readings => found DELETE, expected SELECT or WITH: a query begins with one of these
      SELECT seq FORM «readings» => found readings after FORM; did you mean FROM?
      SELECT seq, «FROM» readings => something is missing before FROM, or a comma is too many
      «SELECT 1 + 1» => a query needs FROM: a source, or another query
      SELECT seq FROM readings WHRE «temp» > 3 => found temp after WHRE; did you mean WHERE?
      SELECT seq FROM readings GROUP «seq» => found seq after GROUP; did you mean GROUP BY?
      SELECT seq FROM readings «WHERE» => something is missing before or after WHERE; if WHERE is meant as a name, write `WHERE`
      SELECT seq FROM readings WHERE temp >«» => the query ends after > too early: something is missing
      SELECT (seq + 1 «FROM» readings => the ( in line 1, column 8 is not closed
      SELECT seq FROM readings WHERE (seq > 1 AND (temp > 3)«» => the ( in line 1, column 32 is not closed
      SELECT seq FROM readings WHERE line = «'»abc => text that begins with ' is not closed
      SELECT «#» FROM readings => the character # means nothing here
      SELECT seq FROM readings /* open«» => a comment /* is not closed
      SELECT¶  «nix»¶FROM readings => there is no column nix; the columns here are device string, seq long, ts timestamp, temp double, line string
      SELECT «tepm» FROM readings => there is no column tepm; did you mean temp?; the columns here are device string, seq long, ts timestamp, temp double, line string
      SELECT «rr.temp» FROM readings r => rr.temp: there is neither a relation nor a column rr; did you mean r?; the relations here are r
      SELECT «q.*» FROM readings r => there is no relation q; the relations here are r
      SELECT seq FROM «reedings» => there is no source, table or query reedings; did you mean readings?; there are readings, events, priorities, limits, hot, warm
      SELECT seq FROM «a.readings» => found a.readings, expected the name of a source, table or query without dots; a name with a dot needs backticks
      SELECT seq FROM «hot-machines» => a name with - needs backticks: `hot-machines`
      SELECT seq, «temp AS seq» FROM readings => two columns of the result are called seq; give one another name with AS
      SELECT «r.*, p.*» FROM readings r JOIN priorities p USING (device) => two columns of the result are called device; select what you need by name, or leave one out: * EXCEPT (relation.device)
      SELECT «uper(device)» AS u FROM readings => no function uper; did you mean upper?
      SELECT seq FROM readings WHERE «seq» => WHERE needs a condition, but seq is a long
      SELECT seq FROM readings WHERE «seq» AND true => AND needs a condition, but seq is a long
      SELECT CASE WHEN «seq» THEN 1 END AS c FROM readings => WHEN needs a condition, but seq is a long
      SELECT CAST(seq AS «TINYINT») AS c FROM readings => the type tinyint is not supported; use int
      SELECT CAST(seq AS «MAP<INT, INT>») AS c FROM readings => the type map is not supported; use a struct or an array of structs
      SELECT CAST(seq AS «DECIMAL(99,1)») AS c FROM readings => decimal(99,1): expected 1 <= precision <= 38 and 0 <= scale <= precision
      SELECT upper(«*») AS c FROM readings => * can stand in SELECT and in count(*) only
      SELECT seq FROM readings «SORT» BY seq => SORT BY is not supported; rows leave in order of event time
      SELECT seq FROM readings «TABLESAMPLE (10 PERCENT)» => TABLESAMPLE is not supported; filter in WHERE, for instance by pmod(seq, 10)
      SELECT «/*+ BROADCAST(p) */» seq FROM readings => a hint /*+ … */ is not supported; leave it out
      «SELECT seq FROM readings |> WHERE seq > 3» => the pipe |> is not supported; write SELECT … FROM … WHERE …
      SELECT sum(seq) «OVER» (PARTITION BY line) AS s FROM readings => a window function, OVER, is not supported; use an aggregate with GROUP BY window(…)
      SELECT seq FROM readings WHERE temp > 3 OR «EXISTS (SELECT 1 FROM priorities)» => EXISTS (SELECT …) can stand in WHERE only, alone or before and after AND; elsewhere LEFT JOIN the table, and test a column of it for null
      SELECT seq «IN (SELECT priority FROM priorities)» AS v FROM readings => IN (SELECT …) can stand in WHERE only, alone or before and after AND; elsewhere LEFT JOIN the table, and test a column of it for null
      SELECT seq FROM readings WHERE EXISTS (SELECT 1 «FROM hot») => the SELECT of IN and EXISTS reads a table, and these rows flow: to look for partners in a stream, bound both event times and write LEFT SEMI JOIN … ON a.key = b.key AND b.ts BETWEEN a.ts - INTERVAL 1 MINUTE AND a.ts
      SELECT seq FROM readings WHERE seq IN («SELECT priority, site FROM priorities») => IN (SELECT …) needs one column, written out, and this SELECT has 2
      SELECT seq FROM readings WHERE seq IN («SELECT * FROM priorities») => IN (SELECT …) needs one column, written out, and this SELECT has *
      SELECT seq FROM readings WHERE seq IN («SELECT max(priority) FROM priorities») => the SELECT of IN and EXISTS chooses rows of a table; it cannot group or aggregate them
      SELECT seq FROM readings WHERE seq IN («SELECT 1») => the SELECT of IN and EXISTS has the form SELECT … FROM table WHERE …
      SELECT seq FROM readings WHERE seq IN («SELECT priority FROM priorities UNION SELECT 1 FROM priorities») => the SELECT of IN and EXISTS has the form SELECT … FROM table WHERE …
      SELECT seq FROM readings WHERE EXISTS (SELECT 1 FROM priorities «LIMIT 1») => ORDER BY, LIMIT and OFFSET can stand at the end of the whole query only; rows that flow have no last one
      SELECT seq FROM readings WHERE EXISTS (SELECT 1 FROM priorities p WHERE p.site = «lin») => there is no column lin; did you mean line?; the columns here are device string, priority int, site string, seq long, ts timestamp, temp double, line string
      SELECT «(SELECT 1 FROM hot)» AS x FROM readings => a subquery as a value is not supported; join the table, or read a query of its own
      SELECT «(seq, temp)» AS x FROM readings => a row (a, b) is not supported; use struct(a, b), or compare one by one
      SELECT «now()» AS x FROM readings => no function now; the receive time of a record is the column _received, and its event time _event_time
      SELECT «uuid()» AS x FROM readings => no function uuid; a value by chance would be another one when a batch is computed anew after a restart
      SELECT «map('a', seq)» AS x FROM readings => no function map; there are no maps; use a struct, or an array of structs
      SELECT «device RLIKE '('» AS x FROM readings => rlike: '(' is not a regular expression: Unclosed group
      SELECT «date_format(ts, 'nonsense')» AS x FROM readings => date_format: 'nonsense' is not a pattern of date and time: Unknown pattern letter: o
      SELECT «from_utc_timestamp(ts, 'Mars')» AS x FROM readings => from_utc_timestamp: no time zone 'Mars'; expected one such as Europe/Berlin
      SELECT count(*) AS n FROM readings GROUP BY ROLLUP(«window(ts, '10 seconds')») => a window stands beside ROLLUP, CUBE and GROUPING SETS, not in them
      SELECT «*» FROM readings r JOIN priorities p ON r.device = p.device => two columns of the result are called device; select what you need by name, or leave one out: * EXCEPT (relation.device)
      SELECT «current_timestamp» AS x FROM readings => the present date, time or user is not supported; the receive time of a record is the column _received
      SELECT «?» AS x FROM readings => a parameter ? is not supported; write the value
      SELECT «line COLLATE UNICODE» AS x FROM readings => COLLATE is not supported; compare lower(…) with lower(…)
      SELECT 1 AS x FROM «VALUES (1)» => VALUES is not supported; put the rows into a table of the pipeline
      SELECT 1 AS x FROM «range(10)» => a function as a relation is not supported; write FROM source LATERAL VIEW explode(array) t AS x
      SELECT seq FROM readings «PIVOT (max(temp) FOR line IN ('a'))» => PIVOT is not supported; use aggregates with FILTER (WHERE …)
      """;

  static Stream<String> cases() {
    return CASES.lines();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldSayWhereWhatAndWhatInstead(String line) {
    String[] parts = line.split(" => ", 2);
    assertThat(refusedAt(parts[0].replace('¶', '\n'))).isEqualTo(parts[1]);
  }

  @Test
  void shouldCountColumnsInCharactersAndOffsetsInChars() {
    SqlException e =
        SqlFixture.refusal("SELECT '\uD83D\uDE00\uD83D\uDE00' AS a, nix FROM readings");

    assertThat(e.column()).isEqualTo(19);
    assertThat(e.offset()).isEqualTo(20);
    assertThat(e.length()).isEqualTo(3);
    assertThat(e).hasMessageStartingWith("line 1, column 19: there is no column nix");
  }

  @Test
  void shouldRefuseWhatIsNestedTooDeeplyOrTooLong() {
    String deep = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " FROM readings";
    assertThat(SqlFixture.refusal(deep).reason())
        .isEqualTo("the query is nested deeper than 100 levels here");
    assertThat(SqlFixture.refusal("SELECT " + "NOT ".repeat(100_000) + "ok FROM events").reason())
        .isEqualTo("the query is nested too deeply to be read");
    assertThat(SqlFixture.refusal("SELECT id " + "+ id ".repeat(50_000) + "FROM events").reason())
        .isEqualTo("the query is nested too deeply to be read");
    assertThat(SqlFixture.refusal("SELECT 1 " + " ".repeat(1_000_000)).reason())
        .isEqualTo("the query has 1000009 characters, the most is 1000000");
    StringBuilder doubling = new StringBuilder("WITH a0 AS (SELECT seq FROM readings)");
    for (int i = 1; i < 30; i++) {
      doubling.append(
          ", a%1$d AS (SELECT seq FROM a%2$d UNION ALL SELECT seq FROM a%2$d)".formatted(i, i - 1));
    }
    assertThat(SqlFixture.refusal(doubling + " SELECT seq FROM a29").reason())
        .isEqualTo("the query names more than 500 relations, WITH unfolded");
  }
}
