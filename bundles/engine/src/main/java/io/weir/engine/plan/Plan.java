package io.weir.engine.plan;

import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the logical plan. SQL and the fluent API build the same nodes; two equal queries have
 * equal plans. Expressions refer to the columns of the node's input by position.
 *
 * <p>Thread: immutable, any.
 */
public sealed interface Plan {

  /** The columns that the node yields, hidden ones included. */
  Schema schema();

  /**
   * The records of a source.
   *
   * @param source its name in the pipeline
   * @param schema its columns, then the hidden {@code _event_time}, {@code _received}, {@code
   *     _topic}
   */
  record SourceScan(String source, Schema schema) implements Plan {}

  /**
   * The rows of another append query of the same pipeline.
   *
   * @param query its name
   * @param schema its columns, then the hidden {@code _event_time}
   */
  record QueryScan(String query, Schema schema) implements Plan {}

  /**
   * Keeps the rows for which the condition is true.
   *
   * @param input the rows
   * @param condition a boolean over the input
   */
  record Filter(Plan input, Expr condition) implements Plan {
    @Override
    public Schema schema() {
      return input.schema();
    }
  }

  /**
   * Computes columns.
   *
   * @param input the rows
   * @param columns in the order of the output
   */
  record Project(Plan input, List<NamedExpr> columns) implements Plan {
    /** Copies the columns. */
    public Project {
      columns = List.copyOf(columns);
    }

    @Override
    public Schema schema() {
      return schemaOf(columns);
    }
  }

  /** What a join with a table yields. */
  enum TableJoinKind {
    /** Pairs. */
    INNER,
    /** Pairs, and rows without partner with nulls. */
    LEFT,
    /** Rows with a partner. */
    SEMI,
    /** Rows without a partner. */
    ANTI
  }

  /**
   * A join of a stream with a static table. The output is the input's columns, then the table's
   * (not for SEMI and ANTI), then for INNER and LEFT a hidden {@code _table_version} long.
   *
   * @param input the stream
   * @param table the table's name in the pipeline
   * @param tableSchema its columns
   * @param kind what is yielded
   * @param keys equalities between the stream and the table; may be empty
   * @param residual a further condition over input columns followed by table columns; null for none
   * @param asOf for a versioned table the time, over the input; null for the table's present state
   */
  record TableJoin(
      Plan input,
      String table,
      Schema tableSchema,
      TableJoinKind kind,
      List<JoinKey> keys,
      @Nullable Expr residual,
      @Nullable Expr asOf)
      implements Plan {

    /** The hidden column that carries the table's version. */
    public static final String VERSION_COLUMN = "_table_version";

    /** Copies the keys. */
    public TableJoin {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
      if (kind == TableJoinKind.SEMI || kind == TableJoinKind.ANTI) {
        return input.schema();
      }
      List<Field> fields = new ArrayList<>(input.schema().fields());
      fields.addAll(tableSchema.fields());
      fields.add(Field.hidden(VERSION_COLUMN, io.weir.api.data.DataType.LONG));
      return new Schema(fields);
    }
  }

  /**
   * An equality of a join.
   *
   * @param left over the stream
   * @param right over the table, of the same type
   * @param nullSafe true for {@code <=>}: nulls are equal
   */
  record JoinKey(Expr left, Expr right, boolean nullSafe) {}

  /**
   * Groups and aggregates. The output is the window (when there is one, named {@code window} or
   * {@code session_window}), then the keys, then the aggregates.
   *
   * @param input the rows
   * @param window null for an aggregation without window
   * @param keys grouping expressions
   * @param aggregates at least one unless there are keys or a window
   */
  record Aggregate(
      Plan input,
      @Nullable WindowSpec window,
      List<NamedExpr> keys,
      List<NamedAggregate> aggregates)
      implements Plan {
    /** Copies the lists. */
    public Aggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>();
      if (window != null) {
        fields.add(Field.of(window.columnName(), io.weir.api.data.DataType.WINDOW));
      }
      keys.forEach(key -> fields.add(Field.of(key.name(), key.expr().type())));
      aggregates.forEach(a -> fields.add(Field.of(a.name(), a.call().type())));
      return new Schema(fields);
    }
  }

  /**
   * The rows of several inputs of equal types, as they come.
   *
   * @param inputs two or more
   */
  record Union(List<Plan> inputs) implements Plan {
    /** Copies the inputs. */
    public Union {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Schema schema() {
      return inputs.get(0).schema();
    }
  }

  /**
   * An expression with the name of its column.
   *
   * @param name the column's name
   * @param expr its value
   * @param hidden whether SELECT * leaves it out
   */
  record NamedExpr(String name, Expr expr, boolean hidden) {
    /**
     * A visible column.
     *
     * @param name its name
     * @param expr its value
     */
    public NamedExpr(String name, Expr expr) {
      this(name, expr, false);
    }
  }

  /**
   * An aggregate with the name of its column.
   *
   * @param name the column's name
   * @param call the aggregate
   */
  record NamedAggregate(String name, AggregateCall call) {}

  private static Schema schemaOf(List<NamedExpr> columns) {
    return new Schema(
        columns.stream().map(c -> new Field(c.name(), c.expr().type(), c.hidden())).toList());
  }
}
