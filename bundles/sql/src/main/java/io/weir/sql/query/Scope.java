package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Expressions;
import io.weir.sql.parser.Nearest;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns in reach of a query, over the rows of a plan.
 *
 * @param plan the rows
 * @param columns in the order that {@code *} gives them
 */
record Scope(Plan plan, List<ScopeColumn> columns) {

  Scope {
    columns = List.copyOf(columns);
  }

  /** All columns of a plan, as those of one relation. */
  static Scope of(String relation, Plan plan) {
    List<ScopeColumn> columns = new ArrayList<>();
    Schema schema = plan.schema();
    for (int i = 0; i < schema.size(); i++) {
      columns.add(column(relation, schema.field(i), i));
    }
    return new Scope(plan, columns);
  }

  static ScopeColumn column(String relation, Field field, int position) {
    return new ScopeColumn(
        relation, new ColumnRef(position, field.name(), field.type()), field.hidden(), false);
  }

  /** The same columns over other rows of the same schema. */
  Scope over(Plan filtered) {
    return new Scope(filtered, columns);
  }

  /** What {@code *} means, or {@code relation.*}. */
  List<ScopeColumn> star(@Nullable String relation) {
    return columns.stream()
        .filter(c -> !c.hidden())
        .filter(c -> relation == null ? !c.merged() : c.isOf(relation))
        .toList();
  }

  boolean hasRelation(String name) {
    return columns.stream().anyMatch(c -> c.isOf(name));
  }

  /** Resolves a name; refuses an unknown and an ambiguous one. */
  Expr resolve(ColumnName name) {
    Expr found = find(name);
    if (found == null) {
      throw unknown(name);
    }
    return found;
  }

  /** Resolves a name; null for an unknown one. */
  @Nullable Expr find(ColumnName name) {
    List<String> parts = name.parts();
    if (parts.size() > 1 && hasRelation(parts.get(0))) {
      List<ScopeColumn> matches =
          columns.stream().filter(c -> c.isOf(parts.get(0)) && c.isCalled(parts.get(1))).toList();
      if (!matches.isEmpty()) {
        return fields(one(name, matches), parts, 2, name.place());
      }
    }
    List<ScopeColumn> matches =
        columns.stream().filter(c -> !c.merged() && c.isCalled(parts.get(0))).toList();
    return matches.isEmpty() ? null : fields(one(name, matches), parts, 1, name.place());
  }

  private static Expr one(ColumnName name, List<ScopeColumn> matches) {
    if (matches.size() > 1) {
      String candidates =
          matches.stream()
              .map(ScopeColumn::qualifiedName)
              .distinct()
              .collect(Collectors.joining(" or "));
      throw new Refusal(
          name.place(),
          candidates.contains(" or ")
              ? name + " is ambiguous: it can be " + candidates + "; write which"
              : name + " is ambiguous: several columns are called so; give them names with AS");
    }
    return matches.get(0).column();
  }

  /** Follows the rest of a name into structs. */
  static Expr fields(Expr column, List<String> parts, int from, Place place) {
    Expr value = column;
    for (int i = from; i < parts.size(); i++) {
      value = Expressions.field(value, parts.get(i), place);
    }
    return value;
  }

  Refusal unknown(ColumnName name) {
    List<String> parts = name.parts();
    if (parts.size() > 1 && hasRelation(parts.get(0))) {
      List<String> names =
          columns.stream()
              .filter(c -> c.isOf(parts.get(0)))
              .map(ScopeColumn::name)
              .collect(Collectors.toList());
      return new Refusal(
          name.place(),
          parts.get(0)
              + " has no column "
              + parts.get(1)
              + Nearest.hint(parts.get(1), names)
              + list(columns.stream().filter(c -> c.isOf(parts.get(0))).toList()));
    }
    if (parts.size() > 1) {
      List<String> relations = columns.stream().map(ScopeColumn::relation).distinct().toList();
      return new Refusal(
          name.place(),
          name
              + ": there is neither a relation nor a column "
              + parts.get(0)
              + Nearest.hint(parts.get(0), relations)
              + "; the relations here are "
              + String.join(", ", relations));
    }
    List<String> names = columns.stream().map(ScopeColumn::name).distinct().toList();
    return new Refusal(
        name.place(),
        "there is no column " + name + Nearest.hint(parts.get(0), names) + list(columns));
  }

  private static String list(List<ScopeColumn> columns) {
    return "; the columns here are "
        + columns.stream()
            .filter(c -> !c.hidden())
            .map(c -> c.name() + " " + brief(c.column().type()))
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private static String brief(DataType type) {
    return type instanceof DataType.Struct ? "struct" : type.toString();
  }
}
