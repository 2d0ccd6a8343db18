package io.weir.sql;

import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.operators.function.FunctionCatalog;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import io.weir.sql.parser.SqlParser;
import io.weir.sql.query.EventTimes;
import io.weir.sql.query.Queries;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles Spark SQL to plans. The text is read by Spark's own generated parser; what Weir does not
 * support is refused by name, with its place.
 *
 * <p>Thread: any.
 */
public final class SqlCompiler {

  private SqlCompiler() {}

  /**
   * Compiles one query.
   *
   * @param sql SELECT … or WITH …; a semicolon may end it
   * @param catalog the sources, tables and earlier queries
   * @param functions resolves calls, operators and conversions
   * @return its plan, whose columns are those selected: visible, with names of their own
   * @throws SqlException if it cannot be compiled
   */
  public static Plan compile(String sql, SqlCatalog catalog, FunctionCatalog functions)
      throws SqlException {
    try {
      return new Queries(catalog, new Functions(functions)).plan(SqlParser.parse(sql));
    } catch (Refusal refusal) {
      throw exception(sql, refusal);
    } catch (StackOverflowError tooDeep) {
      throw exception(
          sql, new Refusal(new Place(1, 1, 0, 1), "the query is nested too deeply to be read"));
    }
  }

  /**
   * Checks that a text is one expression, which may have a name, so that it can be put into a
   * query. What it means is checked there.
   *
   * @param sql such as {@code temp * 9 / 5 AS f}
   * @throws SqlException if it is not
   */
  public static void requireExpression(String sql) throws SqlException {
    try {
      SqlParser.requireExpression(sql);
    } catch (Refusal refusal) {
      throw exception(sql, refusal);
    }
  }

  /**
   * Loads the parser and its tables, which otherwise costs the first query 200 ms or so. A start on
   * several cores calls it from a thread of its own.
   */
  public static void prepare() {
    SqlParser.parse("SELECT a FROM r WHERE b = 1");
  }

  /**
   * What a later query sees of a compiled one: its columns, then the hidden {@code _event_time},
   * and which of them carry the event time.
   *
   * @param name the name of the query
   * @param plan its plan
   * @param catalog the one that it was compiled with
   * @return an entry for the catalog of the next query
   */
  public static SqlCatalog.Query relation(String name, Plan plan, SqlCatalog catalog) {
    List<Field> fields = new ArrayList<>();
    List<TimeRole> roles = new ArrayList<>();
    List<TimeRole> all = new EventTimes(catalog).roles(plan);
    Schema schema = plan.schema();
    for (int i = 0; i < schema.size(); i++) {
      if (!schema.field(i).hidden()) {
        fields.add(schema.field(i));
        roles.add(all.get(i));
      }
    }
    if (fields.stream().noneMatch(f -> f.name().equalsIgnoreCase(EventTimes.EVENT_TIME))) {
      fields.add(Field.hidden(EventTimes.EVENT_TIME, io.weir.api.data.DataType.TIMESTAMP));
      roles.add(TimeRole.EVENT_TIME);
    }
    return new SqlCatalog.Query(name, new Schema(fields), roles);
  }

  private static SqlException exception(String sql, Refusal refusal) {
    Place place = refusal.place();
    int points = sql.codePointCount(0, sql.length());
    int start = Math.min(place.start(), points);
    int end = Math.min(start + place.length(), points);
    int offset = sql.offsetByCodePoints(0, start);
    int length = Math.max(1, sql.offsetByCodePoints(0, end) - offset);
    return new SqlException(refusal.reason(), place.line(), place.column(), offset, length);
  }
}
