package io.weir.engine.plan;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType;
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

  /** The plans that the node reads, in order; none for a source or query. */
  default List<Plan> inputs() {
    return List.of();
  }

  /** A node that reads the rows of one other. */
  sealed interface OneInput extends Plan {

    /** The plan whose rows it reads. */
    Plan input();

    @Override
    default List<Plan> inputs() {
      return List.of(input());
    }
  }

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
  record Filter(Plan input, Expr condition) implements OneInput {
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
  record Project(Plan input, List<NamedExpr> columns) implements OneInput {
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
   * @param asOf for a versioned table the time; null for a table that is not versioned
   */
  record TableJoin(
      Plan input,
      String table,
      Schema tableSchema,
      TableJoinKind kind,
      List<JoinKey> keys,
      @Nullable Expr residual,
      @Nullable AsOf asOf)
      implements OneInput {

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
      fields.add(Field.hidden(VERSION_COLUMN, DataType.LONG));
      return new Schema(fields);
    }
  }

  /**
   * The state of a versioned table at a time: of each key the row with the greatest valid-from that
   * is not after the time.
   *
   * @param time a timestamp over the input; a row for which it is null has no partner
   * @param validFrom the position of the table's column that says from when a row holds
   * @param key the positions of the table's key
   */
  record AsOf(Expr time, int validFrom, List<Integer> key) {
    /** Copies the key. */
    public AsOf {
      key = List.copyOf(key);
    }
  }

  /**
   * An equality of a join.
   *
   * @param left over the stream, or the left one
   * @param right over the table or the right stream, of the same type
   * @param nullSafe true for {@code <=>}: nulls are equal
   */
  record JoinKey(Expr left, Expr right, boolean nullSafe) {}

  /** What a join of two streams yields. */
  enum StreamJoinKind {
    /** Pairs. */
    INNER,
    /** Pairs, and rows of the left side without partner with nulls. */
    LEFT,
    /** Pairs, and rows of the right side without partner with nulls. */
    RIGHT,
    /** Pairs, and rows of both sides without partner with nulls. */
    FULL,
    /** Rows of the left side, once they have a partner. */
    SEMI,
    /** Rows of the left side that can have none any more. */
    ANTI;

    /** Whether rows of the left side are yielded for having no partner. */
    public boolean keepsLeft() {
      return this == LEFT || this == FULL || this == ANTI;
    }

    /** Whether rows of the right side are yielded for having no partner. */
    public boolean keepsRight() {
      return this == RIGHT || this == FULL;
    }
  }

  /**
   * How far the event times of a pair may be apart.
   *
   * @param leastMicros the least that the right one may be after the left one; negative for before;
   *     {@link Long#MIN_VALUE} if there is no bound
   * @param mostMicros the most; {@link Long#MAX_VALUE} if there is no bound
   */
  record TimeBounds(long leastMicros, long mostMicros) {
    /** Any two times. */
    public static final TimeBounds NONE = new TimeBounds(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Whether no two times are within these bounds. */
    public boolean isEmpty() {
      return leastMicros > mostMicros;
    }

    /** Whether a row of the left side can be without a partner for good. */
    public boolean endsLeft() {
      return mostMicros != Long.MAX_VALUE;
    }

    /** Whether a row of the right side can be without a partner for good. */
    public boolean endsRight() {
      return leastMicros != Long.MIN_VALUE;
    }
  }

  /**
   * A join of two streams. The output is the left side's columns; but for SEMI and ANTI then the
   * right side's, and a hidden {@code _event_time}: a pair's event time is the later one of its
   * rows, a row without partner has its own.
   *
   * <p>With a bound, a row before the watermark is late, and the watermark of the output stays
   * behind by as much as a pair's earlier row may be older: so either side's event time may be
   * windowed. A row is let go when the watermark says that no partner can come any more. Without
   * bounds rows are kept for ever, none is late, and no kind but INNER and SEMI can run.
   *
   * @param left the one stream
   * @param right the other; may read the same source
   * @param kind what is yielded
   * @param keys equalities between the sides; may be empty
   * @param bounds of the event times
   * @param residual a further condition over the left columns followed by the right ones; null for
   *     none
   */
  record StreamJoin(
      Plan left,
      Plan right,
      StreamJoinKind kind,
      List<JoinKey> keys,
      TimeBounds bounds,
      @Nullable Expr residual)
      implements Plan {

    /** The hidden column that carries the event time. */
    public static final String EVENT_TIME_COLUMN = "_event_time";

    /** Copies the keys. */
    public StreamJoin {
      keys = List.copyOf(keys);
    }

    @Override
    public List<Plan> inputs() {
      return List.of(left, right);
    }

    @Override
    public Schema schema() {
      if (kind == StreamJoinKind.SEMI || kind == StreamJoinKind.ANTI) {
        return left.schema();
      }
      List<Field> fields = new ArrayList<>(pairs().fields());
      fields.add(Field.hidden(EVENT_TIME_COLUMN, DataType.TIMESTAMP));
      return new Schema(fields);
    }

    /**
     * How far the output's watermark stays behind that of the inputs, for the earlier row of a pair
     * may be so old, and a row without partner is known to be one only so much later.
     */
    public long behindMicros() {
      long behind = 0;
      if (bounds.endsLeft()) {
        behind = Math.max(behind, bounds.mostMicros() + (kind.keepsLeft() ? 1 : 0));
      }
      if (bounds.endsRight()) {
        behind = Math.max(behind, (kind.keepsRight() ? 1 : 0) - bounds.leastMicros());
      }
      return behind;
    }

    /** The left side's columns, then the right side's, whatever the kind. */
    public Schema pairs() {
      List<Field> fields = new ArrayList<>(left.schema().fields());
      fields.addAll(right.schema().fields());
      return new Schema(fields);
    }
  }

  /**
   * Lets the first row of each key through.
   *
   * <p>There are three forms, told apart by when a key is forgotten:
   *
   * <ul>
   *   <li>{@code dropDuplicates} where the event time is among the keys: {@link #AFTER_EVENT_TIME}.
   *       A row before the watermark is late.
   *   <li>{@code dropDuplicatesWithinWatermark}: when the watermark reaches the event time of the
   *       key's first row plus the delay of the source's watermark, which is what to give. A row
   *       before the watermark is late.
   *   <li>{@code dropDuplicates} over other columns: null. Keys are kept for ever, within {@code
   *       max-state}, and no row is late.
   * </ul>
   *
   * @param input the rows
   * @param keys what makes rows alike, over the input; nulls are alike
   * @param forgottenAfterMicros a key is forgotten when the watermark reaches the event time of its
   *     first row plus this; positive; null for never
   */
  record Deduplicate(Plan input, List<Expr> keys, @Nullable Long forgottenAfterMicros)
      implements OneInput {
    /** For keys that include the event time: no row on time can be alike any more. */
    public static final long AFTER_EVENT_TIME = 1;

    /** Copies the keys. */
    public Deduplicate {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
      return input.schema();
    }
  }

  /**
   * Calls a function for each row, with the state of its key. The output is what the function
   * makes, then a hidden {@code _event_time}: that of the row, or the time of a timeout.
   *
   * @param input the rows
   * @param function its name
   * @param timeout when keys time out; only with event time a row before the watermark is late
   * @param keys what makes a key, over the input
   * @param columns what the function is shown of a row, over the input
   * @param made the columns that the function makes
   */
  record KeyedState(
      Plan input,
      String function,
      GroupStateType.Timeout timeout,
      List<Expr> keys,
      List<NamedExpr> columns,
      Schema made)
      implements OneInput {

    /** The hidden column that carries the event time. */
    public static final String EVENT_TIME_COLUMN = "_event_time";

    /** Copies the lists. */
    public KeyedState {
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(made.fields());
      fields.add(Field.hidden(EVENT_TIME_COLUMN, DataType.TIMESTAMP));
      return new Schema(fields);
    }
  }

  /**
   * Gives rows another event time: of a join's output, that of one side. A row for which it is null
   * is quarantined.
   *
   * @param input the rows
   * @param time a timestamp over the input, nowhere before the input's watermark if rows are not to
   *     be late
   */
  record EventTime(Plan input, Expr time) implements OneInput {
    @Override
    public Schema schema() {
      return input.schema();
    }
  }

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
      implements OneInput {
    /** Copies the lists. */
    public Aggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>();
      if (window != null) {
        fields.add(Field.of(window.columnName(), DataType.WINDOW));
      }
      keys.forEach(key -> fields.add(Field.of(key.name(), key.expr().type())));
      aggregates.forEach(a -> fields.add(Field.of(a.name(), a.call().type())));
      return new Schema(fields);
    }
  }

  /**
   * A row for every element of an array. The output is the input's columns, the element's position
   * from 0, and the element.
   *
   * @param input the rows
   * @param array over the input
   * @param outer whether a row without elements stays, with nulls
   * @param position the name of the position's column
   * @param element the name of the element's column
   */
  record Explode(Plan input, Expr array, boolean outer, String position, String element)
      implements OneInput {
    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().fields());
      fields.add(Field.of(position, DataType.INT));
      fields.add(Field.of(element, ((DataType.Array) array.type()).element()));
      return new Schema(fields);
    }
  }

  /**
   * A row for every grouping set, with nulls for the keys that are not in the set. The output is
   * the input's columns, the keys, and a long that tells the set.
   *
   * @param input the rows
   * @param keys grouping expressions over the input
   * @param sets one number a set: a bit a key, the last key's the lowest, 1 if the key is left out
   */
  record GroupingSets(Plan input, List<NamedExpr> keys, List<Long> sets) implements OneInput {

    /** The column that tells the set. */
    public static final String SET_COLUMN = "_grouping_id";

    /** Copies the lists. */
    public GroupingSets {
      keys = List.copyOf(keys);
      sets = List.copyOf(sets);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().fields());
      keys.forEach(key -> fields.add(Field.of(key.name(), key.expr().type())));
      fields.add(Field.of(SET_COLUMN, DataType.LONG));
      return new Schema(fields);
    }
  }

  /**
   * Puts whole results in order, and keeps a part of them. It stands above everything else.
   *
   * @param input the rows
   * @param keys what they are ordered by; the first counts most; may be empty
   * @param offset how many rows are left out at the beginning
   * @param limit how many rows are kept at most
   */
  record Sort(Plan input, List<SortKey> keys, int offset, int limit) implements OneInput {
    /** Copies the keys. */
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
      return input.schema();
    }
  }

  /**
   * What rows are ordered by.
   *
   * @param expr over the rows
   * @param descending whether the greatest comes first
   * @param nullsFirst whether nulls come before all values
   */
  record SortKey(Expr expr, boolean descending, boolean nullsFirst) {}

  /**
   * The rows of several inputs of equal types, as they come.
   *
   * @param inputs two or more
   */
  record Union(@Override List<Plan> inputs) implements Plan {
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
