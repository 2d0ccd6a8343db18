package io.weir.engine.plan;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes a plan as an indented tree, the last step first, for {@code weir explain}:
 *
 * <pre>{@code
 * Select window_start = window.start, device, n
 *   Group by window of 30 seconds every 10 seconds of event time, device
 *       compute n = count(*)
 *       final when the watermark reaches the window's end
 *     Keep rows where priority >= 3
 *       Join (inner) table priorities on device = priorities.device
 *         Source readings
 * }</pre>
 */
public final class PlanPrinter {

  private final UnaryOperator<String> notes;
  private final StringBuilder out = new StringBuilder();

  private PlanPrinter(UnaryOperator<String> notes) {
    this.notes = notes;
  }

  /**
   * The text of a plan.
   *
   * @param plan any
   * @return lines, each ended by a line feed
   */
  public static String print(Plan plan) {
    return print(plan, input -> "");
  }

  /**
   * The text of a plan, with a note beside each input.
   *
   * @param plan any
   * @param notes the name of a source or query to what is said of it, such as {@code event time ts,
   *     watermark 2 seconds behind}; empty for nothing
   * @return lines, each ended by a line feed
   */
  public static String print(Plan plan, UnaryOperator<String> notes) {
    PlanPrinter printer = new PlanPrinter(notes);
    printer.node(plan, 0);
    return printer.out.toString();
  }

  private void node(Plan plan, int depth) {
    if (plan instanceof Plan.SourceScan scan) {
      line(depth, "Source " + scan.source() + note(scan.source()));
    } else if (plan instanceof Plan.QueryScan scan) {
      line(depth, "Query " + scan.query() + note(scan.query()));
    } else if (plan instanceof Plan.Filter filter) {
      line(depth, "Keep rows where " + bare(filter.condition()));
      node(filter.input(), depth + 1);
    } else if (plan instanceof Plan.Project project) {
      line(depth, "Select " + project.columns().stream().map(PlanPrinter::named).collect(commas()));
      node(project.input(), depth + 1);
    } else if (plan instanceof Plan.TableJoin join) {
      join(join, depth);
    } else if (plan instanceof Plan.StreamJoin join) {
      join(join, depth);
    } else if (plan instanceof Plan.Deduplicate deduplicate) {
      deduplicate(deduplicate, depth);
    } else if (plan instanceof Plan.KeyedState state) {
      keyedState(state, depth);
    } else if (plan instanceof Plan.EventTime retimed) {
      line(depth, "Take " + text(retimed.time()) + " as the event time");
      node(retimed.input(), depth + 1);
    } else if (plan instanceof Plan.Aggregate aggregate) {
      aggregate(aggregate, depth);
    } else if (plan instanceof Plan.Explode explode) {
      line(
          depth,
          "A row for each element of "
              + text(explode.array())
              + ", as "
              + explode.element()
              + (explode.outer() ? ", or one without" : ""));
      node(explode.input(), depth + 1);
    } else if (plan instanceof Plan.GroupingSets sets) {
      line(depth, "A row for each of " + sets.sets().size() + " grouping sets: " + sets(sets));
      node(sets.input(), depth + 1);
    } else if (plan instanceof Plan.Sort sort) {
      line(depth, sort(sort));
      node(sort.input(), depth + 1);
    } else if (plan instanceof Plan.Union union) {
      line(depth, "All rows of " + union.inputs().size() + " inputs");
      union.inputs().forEach(input -> node(input, depth + 1));
    }
  }

  private static String sets(Plan.GroupingSets sets) {
    List<String> all = new ArrayList<>();
    for (long set : sets.sets()) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < sets.keys().size(); i++) {
        if ((set >> (sets.keys().size() - 1 - i) & 1) == 0) {
          names.add(sets.keys().get(i).name());
        }
      }
      all.add("(" + String.join(", ", names) + ")");
    }
    return String.join(", ", all);
  }

  private static String sort(Plan.Sort sort) {
    String keys =
        sort.keys().stream()
            .map(key -> text(key.expr()) + (key.descending() ? " descending" : ""))
            .collect(commas());
    List<String> parts = new ArrayList<>();
    if (!keys.isEmpty()) {
      parts.add("In the order of " + keys);
    }
    if (sort.offset() > 0) {
      parts.add("without the first " + sort.offset());
    }
    if (sort.limit() < Integer.MAX_VALUE) {
      parts.add("at most " + sort.limit() + " rows");
    }
    String line = String.join(", ", parts);
    return line.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + line.substring(1);
  }

  private String note(String input) {
    String note = notes.apply(input);
    return note.isEmpty() ? "" : " (" + note + ")";
  }

  private void join(Plan.TableJoin join, int depth) {
    List<String> conditions = new ArrayList<>();
    for (Plan.JoinKey key : join.keys()) {
      Expr right = qualified(key.right(), join.table(), 0);
      conditions.add(text(key.left()) + (key.nullSafe() ? " <=> " : " = ") + text(right));
    }
    Expr residual = join.residual();
    if (residual != null) {
      conditions.add(bare(qualified(residual, join.table(), join.input().schema().size())));
    }
    Plan.AsOf asOf = join.asOf();
    line(
        depth,
        "Join ("
            + join.kind().name().toLowerCase(java.util.Locale.ROOT)
            + ") table "
            + join.table()
            + (asOf == null ? "" : " as of " + text(asOf.time()))
            + (conditions.isEmpty() ? ", every row" : " on " + String.join(" and ", conditions)));
    node(join.input(), depth + 1);
  }

  /** Names of the table's columns get the table's name before them. */
  private static Expr qualified(Expr expr, String table, int first) {
    return Exprs.replaceColumns(
        expr,
        c -> {
          ColumnRef column = (ColumnRef) c;
          return column.index() < first
              ? column
              : new ColumnRef(column.index(), table + "." + column.name(), column.type());
        });
  }

  private void join(Plan.StreamJoin join, int depth) {
    int width = join.left().schema().size();
    List<String> conditions = new ArrayList<>();
    for (Plan.JoinKey key : join.keys()) {
      conditions.add(
          text(sided(key.left(), Integer.MAX_VALUE))
              + (key.nullSafe() ? " <=> " : " = ")
              + text(sided(key.right(), 0)));
    }
    Expr residual = join.residual();
    if (residual != null) {
      conditions.add(bare(sided(residual, width)));
    }
    line(
        depth,
        "Join ("
            + join.kind().name().toLowerCase(java.util.Locale.ROOT)
            + ") two streams"
            + (conditions.isEmpty() ? ", every row" : " on " + String.join(" and ", conditions)));
    Plan.TimeBounds bounds = join.bounds();
    line(depth + 2, apart(bounds));
    line(
        depth + 2,
        bounds.endsLeft()
            ? "left rows kept until the watermark " + past("left", bounds.mostMicros())
            : "left rows kept for ever: nothing bounds how much later a right row may be");
    line(
        depth + 2,
        bounds.endsRight()
            ? "right rows kept until the watermark " + past("right", -bounds.leastMicros())
            : "right rows kept for ever: nothing bounds how much later a left row may be");
    node(join.left(), depth + 1);
    node(join.right(), depth + 1);
  }

  private static Expr sided(Expr expr, int width) {
    return Exprs.replaceColumns(
        expr,
        c -> {
          ColumnRef column = (ColumnRef) c;
          String side = column.index() < width ? "left." : "right.";
          return new ColumnRef(column.index(), side + column.name(), column.type());
        });
  }

  private static String apart(Plan.TimeBounds bounds) {
    long least = bounds.leastMicros();
    long most = bounds.mostMicros();
    if (!bounds.endsLeft() && !bounds.endsRight()) {
      return "without bounds of time";
    }
    if (least == most) {
      return "right time = left time" + plus(least);
    }
    if (bounds.endsLeft() && bounds.endsRight() && !isExclusive(-least) && !isExclusive(most)) {
      return "right time between left time" + plus(least) + " and left time" + plus(most);
    }
    String lower =
        isExclusive(-least) ? "> left time" + plus(least - 1) : ">= left time" + plus(least);
    String upper = isExclusive(most) ? "< left time" + plus(most + 1) : "<= left time" + plus(most);
    if (bounds.endsLeft()) {
      return "right time " + (bounds.endsRight() ? lower + " and " + upper : upper);
    }
    return "right time " + lower;
  }

  /** When no partner can come any more for a row of a side. */
  private static String past(String side, long micros) {
    return isExclusive(micros)
        ? "reaches " + side + " time" + plus(micros + 1)
        : "is past " + side + " time" + plus(micros);
  }

  /**
   * Whether a greatest distance was written as one that is not reached: a microsecond less than
   * whole milliseconds.
   */
  private static boolean isExclusive(long mostMicros) {
    return Math.floorMod(mostMicros, 1_000) == 999;
  }

  private static String plus(long micros) {
    return micros == 0
        ? ""
        : (micros > 0 ? " + " : " - ")
            + Durations.toText(Math.abs(Math.max(micros, -Long.MAX_VALUE)));
  }

  private void deduplicate(Plan.Deduplicate deduplicate, int depth) {
    line(
        depth,
        "Keep the first row of each "
            + deduplicate.keys().stream().map(PlanPrinter::text).collect(commas()));
    Long after = deduplicate.forgottenAfterMicros();
    line(
        depth + 2,
        after == null
            ? "keys are kept for ever: max-state bounds the memory"
            : "keys are kept until the watermark "
                + (after == Plan.Deduplicate.AFTER_EVENT_TIME
                    ? "passes their event time"
                    : "reaches their first event time + " + Durations.toText(after)));
    node(deduplicate.input(), depth + 1);
  }

  private void keyedState(Plan.KeyedState state, int depth) {
    line(
        depth,
        "Call %s with the state of each %s"
            .formatted(
                state.function(), state.keys().stream().map(PlanPrinter::text).collect(commas())));
    line(
        depth + 2,
        switch (state.timeout()) {
          case NONE ->
              "states are kept until the function removes them: max-state bounds the memory";
          case EVENT_TIME -> "timeouts come when the watermark reaches them";
          case PROCESSING_TIME -> "timeouts come at triggers";
        });
    node(state.input(), depth + 1);
  }

  private void aggregate(Plan.Aggregate aggregate, int depth) {
    WindowSpec window = aggregate.window();
    List<String> keys = new ArrayList<>();
    if (window != null) {
      keys.add(describe(window));
    }
    aggregate.keys().forEach(key -> keys.add(named(key)));
    line(depth, keys.isEmpty() ? "All rows as one group" : "Group by " + String.join(", ", keys));
    if (!aggregate.aggregates().isEmpty()) {
      line(
          depth + 2,
          "compute "
              + aggregate.aggregates().stream()
                  .map(a -> named(a.name(), a.call().toString()))
                  .collect(commas()));
    }
    line(
        depth + 2,
        window == null
            ? "kept for ever: no window bounds its state"
            : "final when the watermark reaches the window's end");
    node(aggregate.input(), depth + 1);
  }

  private static String describe(WindowSpec window) {
    if (window instanceof WindowSpec.Fixed fixed) {
      return "window of "
          + Durations.toText(fixed.sizeMicros())
          + (fixed.slideMicros() == fixed.sizeMicros()
              ? ""
              : " every " + Durations.toText(fixed.slideMicros()))
          + (fixed.offsetMicros() == 0
              ? ""
              : " offset by " + Durations.toText(fixed.offsetMicros()))
          + " of event time";
    }
    if (window instanceof WindowSpec.Session session) {
      return "session ended by a gap of " + gap(session.gapMicros()) + " of event time";
    }
    WindowSpec.Calendar calendar = (WindowSpec.Calendar) window;
    return "window of a calendar "
        + calendar.unit().name().toLowerCase(java.util.Locale.ROOT)
        + " in "
        + calendar.zone()
        + " of event time";
  }

  private static String gap(Expr gap) {
    return gap instanceof Literal literal
            && literal.value() instanceof Long micros
            && literal.type() == DataType.LONG
        ? Durations.toText(micros)
        : text(gap) + " microseconds";
  }

  private static String named(NamedExpr column) {
    return (column.hidden() ? "hidden " : "") + named(column.name(), text(column.expr()));
  }

  private static String named(String name, String value) {
    return name.equals(value) ? value : name + " = " + value;
  }

  private static String text(Expr expr) {
    return expr instanceof ColumnRef || expr instanceof FieldOf || expr instanceof Literal
        ? expr.toString()
        : bare(expr);
  }

  /** Without the outermost parentheses, which say nothing. */
  private static String bare(Expr expr) {
    String text = expr.toString();
    if (!text.startsWith("(") || !text.endsWith(")")) {
      return text;
    }
    int depth = 0;
    for (int i = 0; i < text.length() - 1; i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return text;
      }
    }
    return text.substring(1, text.length() - 1);
  }

  /**
   * The columns of a result, for people.
   *
   * @param schema its columns
   * @return the visible ones, as {@code name type, …}
   */
  public static String columns(Schema schema) {
    return schema.fields().stream()
        .filter(field -> !field.hidden())
        .map(PlanPrinter::column)
        .collect(commas());
  }

  private static String column(Field field) {
    return field.name() + " " + field.type();
  }

  private static java.util.stream.Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(", ");
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
