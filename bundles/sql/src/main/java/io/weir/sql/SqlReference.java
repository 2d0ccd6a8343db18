package io.weir.sql;

import io.weir.sql.literal.TypeNames;
import io.weir.sql.parser.Constructs;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the SQL of Weir has, for the user's reference. Every example is compiled by a test, and
 * every refused construct has the text that the compiler gives; the functions are listed by the
 * catalog of functions.
 */
public final class SqlReference {

  /**
   * A construct.
   *
   * @param clause where it stands
   * @param form how it is written
   * @param meaning one line
   * @param example a query over the relations of the specification's pipeline: readings,
   *     priorities, the versioned table limits, and the windowed query hot, with a function of
   *     state called presence
   */
  public record Construct(String clause, String form, String meaning, String example) {}

  private static final String WINDOWED = " FROM readings GROUP BY window(ts, '10 seconds')";

  private SqlReference() {}

  /** The constructs that are supported, in the order of a query. */
  public static List<Construct> supported() {
    return List.of(
        new Construct(
            "WITH",
            "WITH name[(columns)] AS (query), …",
            "Names for queries; a name sees those before it.",
            "WITH warm AS (SELECT device, temp FROM readings WHERE temp > 20)"
                + " SELECT device FROM warm"),
        new Construct(
            "SELECT",
            "expression [AS name], …",
            "Columns. An expression may use the names given before it.",
            "SELECT device, temp * 9 / 5 AS f, f + 32 AS fahrenheit FROM readings"),
        new Construct(
            "SELECT",
            "* | relation.* | struct.* [EXCEPT (columns)]",
            "All columns, hidden ones left out.",
            "SELECT r.* EXCEPT (seq) FROM readings r"),
        new Construct(
            "SELECT",
            "DISTINCT",
            "Each row once: an aggregation without aggregates.",
            "SELECT DISTINCT device, line FROM readings"),
        new Construct(
            "SELECT",
            "struct.field",
            "A field, such as the start or end of a window.",
            "SELECT window.start AS since, count(*) AS n" + WINDOWED),
        new Construct(
            "SELECT",
            "explode(array) | posexplode(array) | inline(array of structs), each also _outer",
            "A row for each element, once in a SELECT; with _outer a row without elements stays.",
            "SELECT device, posexplode(split(line, '-')) AS (at, word) FROM readings"),
        new Construct(
            "SELECT",
            "stack(n, value, …) | json_tuple(json, name, …)",
            "The values in n rows, once in a SELECT; the members of a JSON text as columns of text.",
            "SELECT device, stack(2, 'temp', temp, 'seq', seq) AS (what, value) FROM readings"),
        new Construct(
            "SELECT",
            "array[n], struct['field']",
            "The element after n others; beyond the end is an error.",
            "SELECT split(line, '-')[0] AS hall FROM readings"),
        new Construct(
            "FROM",
            "source | query | (query) [AS] name",
            "The rows that flow.",
            "SELECT t.device FROM (SELECT device FROM readings) AS t"),
        new Construct(
            "FROM",
            "[INNER] JOIN table ON condition",
            "Pairs. Equalities are looked up; what else is asked is checked for each match.",
            "SELECT r.device, p.site FROM readings r"
                + " JOIN priorities p ON r.device = p.device AND p.priority >= 3"),
        new Construct(
            "FROM",
            "LEFT [OUTER] JOIN table ON condition",
            "Pairs, and rows without a match with nulls.",
            "SELECT r.device, p.site FROM readings r LEFT JOIN priorities p USING (device)"),
        new Construct(
            "FROM",
            "[LEFT] SEMI JOIN table, [LEFT] ANTI JOIN table",
            "Rows that have a match, or have none; the table's columns are not there.",
            "SELECT device FROM readings r LEFT ANTI JOIN priorities p ON r.device = p.device"),
        new Construct(
            "FROM",
            "JOIN relation USING (columns), NATURAL JOIN relation",
            "Equality of columns of one name, which is there once; of all that both sides have.",
            "SELECT device, site FROM readings JOIN priorities USING (device)"),
        new Construct(
            "FROM",
            "CROSS JOIN table",
            "Every row of the table. Equalities of WHERE are what is looked up, as in relation,"
                + " relation: a record without partner is no-match then, not filtered.",
            "SELECT r.device, p.site FROM readings r CROSS JOIN priorities p"),
        new Construct(
            "FROM",
            "[INNER | LEFT | RIGHT | FULL | SEMI | ANTI] JOIN source | query ON condition",
            "Two streams, also one with itself under two names. Comparisons of event times plus or"
                + " minus an INTERVAL say how long rows wait for partners; rows without one come"
                + " when the watermark passes the bound. All kinds but INNER and SEMI need bounds;"
                + " those of INNER may stand in WHERE. A row before the watermark is late, unless"
                + " there is no bound. window(a.ts, …) and window(b.ts, …) take a side's event"
                + " time, _event_time is the later one.",
            "SELECT a.device, a.temp, b.temp AS next FROM readings a JOIN readings b"
                + " ON a.device = b.device AND b.ts BETWEEN a.ts + INTERVAL 1 SECOND"
                + " AND a.ts + INTERVAL 10 SECONDS"),
        new Construct(
            "FROM",
            "relation, relation",
            "An inner join: the equalities of WHERE are what is looked up, and between streams its"
                + " comparisons of event times are the bounds.",
            "SELECT r.device, p.site FROM readings r, priorities p"
                + " WHERE r.device = p.device AND p.priority >= 3"),
        new Construct(
            "FROM",
            "JOIN table FOR SYSTEM_TIME AS OF time [AS] name",
            "The rows of a versioned table that held at a time: of each key the one with the greatest"
                + " valid-from that is not after it.",
            "SELECT r.device, l.max_temp FROM readings r"
                + " JOIN limits FOR SYSTEM_TIME AS OF r.ts AS l ON r.device = l.device"),
        new Construct(
            "FROM",
            "JOIN (SELECT columns FROM table WHERE …) name",
            "Some columns and rows of a table.",
            "SELECT r.device FROM readings r JOIN (SELECT device AS d FROM priorities"
                + " WHERE priority > 1) p ON r.device = p.d"),
        new Construct(
            "FROM",
            "… LATERAL VIEW [OUTER] explode(array) name AS column, …",
            "Each row with each element of its array; several views, each with each. A record whose"
                + " array has none is filtered, with OUTER it stays.",
            "SELECT device, w.word, count(*) AS n FROM readings"
                + " LATERAL VIEW explode(split(line, '-')) w AS word GROUP BY device, w.word"),
        new Construct(
            "FROM",
            "drop_duplicates(TABLE(source | query | SELECT …)[, columns]) [AS] name",
            "The first row of each key, all columns if none are given; beyond Spark, whose"
                + " Datasets have it as a method. With the event time among the columns a row"
                + " before the watermark is late, and a key is forgotten when the watermark passes"
                + " it; else keys are kept for ever, within max-state.",
            "SELECT device, temp FROM drop_duplicates(TABLE(readings), device, seq, ts)"),
        new Construct(
            "FROM",
            "drop_duplicates_within_watermark(TABLE(source | SELECT …)[, columns]) [AS] name",
            "The first row of each key, which is forgotten when the watermark reaches its event"
                + " time plus the delay of the source's watermark. A row before the watermark is"
                + " late.",
            "SELECT r.device FROM drop_duplicates_within_watermark(TABLE(readings), device, seq) r"),
        new Construct(
            "FROM",
            "flat_map_groups_with_state(TABLE(source | query | SELECT …), 'function', keys) [AS]"
                + " name",
            "What a function of a bundle makes of the rows of each key, one after the other, with a"
                + " state and timeouts of its own; beyond Spark, whose grouped Datasets have it as a"
                + " method. The columns are the function's, and a hidden _event_time. Where timeouts"
                + " are of event time a row before the watermark is late.",
            "SELECT device, n FROM flat_map_groups_with_state(TABLE(readings), 'presence', device)"),
        new Construct(
            "WHERE",
            "condition",
            "Keeps the rows for which it is true.",
            "SELECT device FROM readings WHERE temp > 20 AND line IS NOT NULL"),
        new Construct(
            "WHERE",
            "value [NOT] IN (SELECT column FROM table WHERE …)",
            "Whether a row of the table has the value, as SEMI and ANTI JOIN; may stand before and"
                + " after AND. NOT IN keeps no row if a value of the table is null, nor a null value"
                + " unless the SELECT has no row.",
            "SELECT device FROM readings"
                + " WHERE device NOT IN (SELECT device FROM priorities WHERE priority < 3)"),
        new Construct(
            "WHERE",
            "[NOT] EXISTS (SELECT … FROM table WHERE …)",
            "Whether the table has such a row, as SEMI and ANTI JOIN; may stand before and after AND."
                + " The inner WHERE sees the columns of both.",
            "SELECT device FROM readings r"
                + " WHERE EXISTS (SELECT 1 FROM priorities p WHERE p.device = r.device)"),
        new Construct(
            "GROUP BY",
            "expression | name given in SELECT | position in SELECT | ALL",
            "The keys of the groups.",
            "SELECT line AS l, count(*) AS n FROM readings GROUP BY l, 1"),
        new Construct(
            "GROUP BY",
            "window(time, size[, slide[, offset]])",
            "Windows of fixed length; time is the event time, or the window of an earlier query.",
            "SELECT window.end AS until, max(temp) AS peak FROM readings"
                + " GROUP BY window(ts, '30 seconds', '10 seconds')"),
        new Construct(
            "GROUP BY",
            "session_window(time, gap)",
            "Windows that end when a group was silent; the gap may be a CASE of constants.",
            "SELECT session_window.start AS since, count(*) AS n FROM readings"
                + " GROUP BY device, session_window(ts, '5 minutes')"),
        new Construct(
            "GROUP BY",
            "calendar_window(time, 'day' | 'week' | 'month'[, zone])",
            "Windows of the calendar in a time zone; beyond Spark.",
            "SELECT window.start AS day, count(*) AS n FROM readings"
                + " GROUP BY calendar_window(ts, 'day', 'Europe/Berlin')"),
        new Construct(
            "GROUP BY",
            "window(window, size) | window(window_time(window), size)",
            "Windows of the windows of an earlier query.",
            "SELECT window.start AS since, sum(n) AS n FROM hot GROUP BY window(window, '1"
                + " minute')"),
        new Construct(
            "GROUP BY",
            "aggregate([DISTINCT] value) [FILTER (WHERE condition)]",
            "Over the rows of a group.",
            "SELECT count(*) FILTER (WHERE temp > 20) AS warm" + WINDOWED),
        new Construct(
            "GROUP BY",
            "ROLLUP(a, b) | CUBE(a, b) | GROUPING SETS ((a, b), a, ()) | a, b WITH ROLLUP",
            "Several groupings at once; a key that is left out is null. grouping(a) is 1 for one,"
                + " grouping_id() has a bit a key.",
            "SELECT device, line, grouping_id() AS level, count(*) AS n FROM readings"
                + " GROUP BY ROLLUP(device, line)"),
        new Construct(
            "HAVING",
            "condition",
            "Keeps the groups for which it is true; sees aggregates and names given in SELECT.",
            "SELECT device, count(*) AS n FROM readings GROUP BY device HAVING n > 3"),
        new Construct(
            "UNION",
            "query UNION ALL query",
            "The rows of both; UNION alone gives each row once.",
            "SELECT device FROM readings UNION ALL SELECT device FROM hot"),
        new Construct(
            "ORDER BY",
            "column | expression | position | ALL [ASC | DESC] [NULLS FIRST | LAST], …",
            "The order of a whole result: with `output: complete` only. It may ask for columns and"
                + " aggregates that are not selected.",
            "SELECT device, count(*) AS n FROM readings GROUP BY device ORDER BY n DESC, device"),
        new Construct(
            "LIMIT",
            "n [OFFSET m]",
            "A part of a whole result: with `output: complete` only.",
            "SELECT device, max(temp) AS peak FROM readings GROUP BY device"
                + " ORDER BY peak DESC LIMIT 10"),
        new Construct(
            "expression",
            "CASE WHEN condition THEN value … [ELSE value] END",
            "The first that is true; also CASE value WHEN value THEN ….",
            "SELECT CASE WHEN temp > 30 THEN 'hot' ELSE 'cold' END AS feel FROM readings"),
        new Construct(
            "expression",
            "CAST(value AS type), value::type, TRY_CAST(value AS type)",
            "A conversion; TRY_CAST gives null instead of an error.",
            "SELECT seq::string AS s, TRY_CAST(line AS int) AS l FROM readings"),
        new Construct(
            "expression",
            "+ - * / % div, ||, & | ^ ~ << >> >>>",
            "Arithmetic, text and bits.",
            "SELECT seq % 10 AS digit, seq div 10 AS tens FROM readings"),
        new Construct(
            "expression",
            "= == <> != < <= > >= <=>, AND OR NOT",
            "Comparison; <=> is true for two nulls. AND and OR stop when decided.",
            "SELECT device FROM readings WHERE NOT (temp < 0 OR line <=> NULL)"),
        new Construct(
            "expression",
            "[NOT] BETWEEN a AND b, [NOT] IN (a, b), IS [NOT] NULL | TRUE | FALSE | UNKNOWN,"
                + " IS [NOT] DISTINCT FROM",
            "Tests.",
            "SELECT device FROM readings WHERE seq BETWEEN 1 AND 9 AND line IN ('a', 'b')"),
        new Construct(
            "expression",
            "[NOT] LIKE pattern [ESCAPE 'c'], ILIKE, RLIKE, LIKE ANY | ALL (patterns)",
            "Patterns.",
            "SELECT device FROM readings WHERE device LIKE 'pump-%'"),
        new Construct(
            "expression",
            "x -> value, (x, y) -> value",
            "A lambda, for functions of arrays such as transform and filter: its value for each"
                + " element. It sees the row's columns too, and the parameters of lambdas around.",
            "SELECT filter(split(line, ','), w -> w <> device) AS others FROM readings"),
        new Construct(
            "expression",
            "time + INTERVAL n UNIT …, time - INTERVAL …",
            "A time moved by years, months, weeks, days, hours, minutes, seconds, milliseconds or"
                + " microseconds.",
            "SELECT ts + INTERVAL 1 HOUR 30 MINUTES AS later FROM readings"),
        new Construct(
            "expression",
            "time - time < INTERVAL …",
            "A span compared with a length; as a number it is timestampdiff(SECOND, a, b).",
            "SELECT device FROM readings WHERE _received - ts > INTERVAL 5 SECONDS"),
        new Construct(
            "expression",
            "TIMESTAMP'2026-11-20 10:00:00', DATE'2026-11-20', 5L, 1.5D, 1F, 2BD, 1e3, X'1F',"
                + " r'a\\b'",
            "Literals; 1.5 is a decimal, 1e3 a double.",
            "SELECT device FROM readings WHERE ts >= TIMESTAMP'2026-11-20 10:00:00Z' AND seq > 5L"),
        new Construct(
            "expression",
            "_event_time, _received, _topic, table_version(name of a joined table)",
            "Hidden columns of a source, and the version of a table that a row met.",
            "SELECT r._topic, table_version(p) AS version FROM readings r"
                + " JOIN priorities p ON r.device = p.device"));
  }

  /** The names of types that CAST takes, beside decimal(p,s), array and struct. */
  public static SortedMap<String, String> types() {
    SortedMap<String, String> types = new TreeMap<>();
    TypeNames.SIMPLE.forEach((name, type) -> types.put(name, type.toString()));
    return types;
  }

  /**
   * What Spark's grammar has and Weir refuses, and what to write instead; the latter may be empty.
   */
  public static Map<String, String> refused() {
    return Constructs.refused();
  }
}
