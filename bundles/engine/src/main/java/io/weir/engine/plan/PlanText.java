package io.weir.engine.plan;

import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Exprs;
import io.weir.operators.function.AggregateCall;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact text of a plan: two plans have the same text only if they are equal, in this process
 * and in any other. What is meant for people leaves out positions and types, and would take {@code
 * max(r.v)} for {@code max(p.v)}.
 */
public final class PlanText {

  private final StringBuilder out = new StringBuilder();

  private PlanText() {}

  /**
   * The text of a plan.
   *
   * @param plan any
   */
  public static String of(Plan plan) {
    PlanText text = new PlanText();
    text.plan(plan);
    return text.out.toString();
  }

  private void plan(Plan plan) {
    if (plan instanceof Plan.SourceScan scan) {
      name("source", scan.source());
      schema(scan.schema());
    } else if (plan instanceof Plan.QueryScan scan) {
      name("query", scan.query());
      schema(scan.schema());
    } else if (plan instanceof Plan.Filter filter) {
      out.append("filter(");
      expr(filter.condition());
      below(filter.input());
    } else if (plan instanceof Plan.Project project) {
      out.append("project(");
      project.columns().forEach(this::column);
      below(project.input());
    } else if (plan instanceof Plan.TableJoin join) {
      join(join);
    } else if (plan instanceof Plan.StreamJoin join) {
      join(join);
    } else if (plan instanceof Plan.Deduplicate deduplicate) {
      out.append("deduplicate(").append(deduplicate.forgottenAfterMicros());
      deduplicate.keys().forEach(this::expr);
      below(deduplicate.input());
    } else if (plan instanceof Plan.KeyedState state) {
      name("keyed state", state.function());
      out.append(state.timeout());
      state.keys().forEach(this::expr);
      state.columns().forEach(this::column);
      schema(state.made());
      out.append(')');
      below(state.input());
    } else if (plan instanceof Plan.EventTime retimed) {
      out.append("event time(");
      expr(retimed.time());
      below(retimed.input());
    } else if (plan instanceof Plan.Aggregate aggregate) {
      aggregate(aggregate);
    } else if (plan instanceof Plan.Explode explode) {
      out.append("explode(").append(explode.outer() ? "outer " : "");
      name("", explode.position());
      name(" ", explode.element());
      expr(explode.array());
      below(explode.input());
    } else if (plan instanceof Plan.GroupingSets sets) {
      out.append("grouping sets(").append(sets.sets());
      sets.keys().forEach(this::column);
      below(sets.input());
    } else if (plan instanceof Plan.Sort sort) {
      out.append("sort(").append(sort.offset()).append(' ').append(sort.limit());
      for (Plan.SortKey key : sort.keys()) {
        expr(key.expr());
        out.append(key.descending() ? " desc" : "").append(key.nullsFirst() ? " nulls" : "");
      }
      below(sort.input());
    } else if (plan instanceof Plan.Union union) {
      out.append("union(");
      union.inputs().forEach(this::below);
    }
    out.append(')');
  }

  private void below(Plan input) {
    out.append(" <- ");
    plan(input);
  }

  private void join(Plan.TableJoin join) {
    out.append("join(").append(join.kind());
    name(" table", join.table());
    schema(join.tableSchema());
    keys(join.keys());
    out.append(" if ");
    optional(join.residual());
    out.append(" as of ");
    Plan.AsOf asOf = join.asOf();
    optional(asOf == null ? null : asOf.time());
    if (asOf != null) {
      out.append(asOf.validFrom()).append(asOf.key());
    }
    below(join.input());
  }

  private void join(Plan.StreamJoin join) {
    out.append("join(").append(join.kind()).append(' ').append(join.bounds());
    keys(join.keys());
    out.append(" if ");
    optional(join.residual());
    below(join.left());
    below(join.right());
  }

  private void keys(List<Plan.JoinKey> keys) {
    for (Plan.JoinKey key : keys) {
      out.append(key.nullSafe() ? " <=>" : " =");
      expr(key.left());
      expr(key.right());
    }
  }

  private void aggregate(Plan.Aggregate aggregate) {
    out.append("aggregate(");
    window(aggregate.window());
    aggregate.keys().forEach(this::column);
    for (Plan.NamedAggregate named : aggregate.aggregates()) {
      AggregateCall call = named.call();
      name(" ", named.name());
      name(call.distinct() ? " distinct " : " ", call.name());
      call.arguments().forEach(this::expr);
      call.parameters().forEach(this::expr);
      out.append(") filter ");
      optional(call.filter());
      out.append(' ').append(call.type()).append(')');
    }
    below(aggregate.input());
  }

  private void window(@Nullable WindowSpec window) {
    if (window instanceof WindowSpec.Session session) {
      out.append("session ");
      expr(session.gapMicros());
    } else {
      out.append(window); // Records of numbers and names, exact as they are.
    }
  }

  private void column(Plan.NamedExpr column) {
    name(column.hidden() ? " hidden " : " ", column.name());
    expr(column.expr());
    out.append(')');
  }

  private void optional(@Nullable Expr expr) {
    if (expr == null) {
      out.append("none");
    } else {
      expr(expr);
    }
  }

  private void expr(Expr expr) {
    out.append(' ').append(expr.getClass().getSimpleName()).append('(');
    if (expr instanceof Expr.ColumnRef column) {
      out.append(column.index());
    } else if (expr instanceof Expr.Literal literal) {
      literal(literal.value());
    } else if (expr instanceof Expr.Call call) {
      quoted(call.name());
    } else if (expr instanceof Expr.Cast cast) {
      out.append(cast.orNull() ? "try" : "");
    } else if (expr instanceof Expr.FieldOf field) {
      out.append(field.field());
    } else if (expr instanceof Expr.Case choice) {
      out.append(choice.branches().size());
    } else if (expr instanceof Expr.Parameter parameter) {
      out.append(parameter.slot());
    } else if (expr instanceof Expr.Lambda lambda) {
      lambda.parameters().forEach(this::expr);
      out.append(" ->");
    }
    List<Expr> children = Exprs.children(expr);
    children.forEach(this::expr);
    out.append(' ').append(expr.type()).append(')');
  }

  private void literal(@Nullable Object value) {
    if (value instanceof String text) {
      quoted(text);
    } else if (value instanceof byte[] bytes) {
      out.append("x").append(HexFormat.of().formatHex(bytes));
    } else {
      out.append(value);
    }
  }

  private void schema(Schema schema) {
    for (Field field : schema.fields()) {
      name(field.hidden() ? " hidden " : " ", field.name());
      out.append(field.type()).append(')');
    }
  }

  private void name(String before, String name) {
    out.append(before).append('(');
    quoted(name);
    out.append(' ');
  }

  private void quoted(String text) {
    out.append('\'').append(text.replace("'", "''")).append('\'');
  }
}
