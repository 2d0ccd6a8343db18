package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Expr.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A compiled lambda. Its body is a kernel over batches of its own: the columns of the row that it
 * captures, and a column for each parameter. So the elements of many rows are evaluated at once.
 *
 * <p>Thread: one at a time.
 */
public final class Closure {

  private final int[] captured; // positions in the batch of the rows
  private final Schema schema;
  private final Kernel body;

  private Closure(int[] captured, Schema schema, Kernel body) {
    this.captured = captured;
    this.schema = schema;
    this.body = body;
  }

  /**
   * Compiles a lambda, whose enclosing lambdas are compiled already: their parameters are columns.
   */
  static Closure compile(Lambda lambda, Function<Expr, Kernel> compiler) {
    Map<Integer, ColumnRef> columns = new TreeMap<>();
    collect(lambda.body(), columns);
    List<Field> fields = new ArrayList<>();
    Map<Integer, Expr> moved = new HashMap<>();
    for (ColumnRef column : columns.values()) {
      moved.put(column.index(), new ColumnRef(fields.size(), column.name(), column.type()));
      fields.add(Field.of("c" + fields.size(), column.type()));
    }
    Map<Integer, Expr> bound = new HashMap<>();
    for (Parameter parameter : lambda.parameters()) {
      bound.put(parameter.slot(), new ColumnRef(fields.size(), parameter.name(), parameter.type()));
      fields.add(Field.of("c" + fields.size(), parameter.type()));
    }
    Expr overRow =
        Exprs.replaceColumns(
            lambda.body(), column -> moved.getOrDefault(((ColumnRef) column).index(), column));
    int[] captured = columns.keySet().stream().mapToInt(Integer::intValue).toArray();
    return new Closure(captured, new Schema(fields), compiler.apply(Exprs.bind(overRow, bound)));
  }

  private static void collect(Expr expr, Map<Integer, ColumnRef> columns) {
    if (expr instanceof ColumnRef column) {
      columns.put(column.index(), column);
    }
    Exprs.children(expr).forEach(child -> collect(child, columns));
  }

  /** The number of parameters. */
  public int parameters() {
    return schema.size() - captured.length;
  }

  /**
   * Evaluates the body once for each of several calls, each of which belongs to a row.
   *
   * @param batch the rows
   * @param origin by call, its row
   * @param parameters a column each, aligned with the calls
   * @param calls which calls
   * @param errors receives the calls that fail
   * @return aligned with the calls; valid until the next evaluation
   */
  public Column evaluate(
      Batch batch, int[] origin, List<Column> parameters, Selection calls, RowErrors errors) {
    int size = parameters.get(0).size();
    List<Column> columns = new ArrayList<>();
    for (int index : captured) {
      columns.add(batch.column(index).gather(origin, size));
    }
    columns.addAll(parameters);
    return body.evaluate(new Batch(schema, columns, size), calls, errors);
  }

  /**
   * Evaluates the body once for each of several rows.
   *
   * @param batch the rows
   * @param parameters a column each, aligned with the rows
   * @param rows which rows
   * @param errors receives the rows that fail
   * @return aligned with the rows; valid until the next evaluation
   */
  public Column evaluate(Batch batch, List<Column> parameters, Selection rows, RowErrors errors) {
    List<Column> columns = new ArrayList<>();
    for (int index : captured) {
      columns.add(batch.column(index));
    }
    columns.addAll(parameters);
    return body.evaluate(new Batch(schema, columns, batch.size()), rows, errors);
  }
}
