package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.ColumnResolver;
import io.weir.sql.expression.Expressions;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Nearest;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultipartIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StarContext;
import org.jspecify.annotations.Nullable;

/** Resolves the items of a SELECT list. An item can use the aliases of those before it. */
final class SelectList {

  private final Scope scope;
  private final ColumnFinder columns;
  private final List<SelectItem> items;
  private final Map<String, Expr> aliases = new LinkedHashMap<>();

  /**
   * A list.
   *
   * @param scope the columns of the input
   * @param columns what a name means where the list stands
   * @param items as written
   */
  SelectList(Scope scope, ColumnFinder columns, List<SelectItem> items) {
    this.scope = scope;
    this.columns = columns;
    this.items = items;
  }

  /** Names of columns, then the aliases of the items resolved so far. */
  ColumnResolver withAliases() {
    return withAliases(columns);
  }

  /** For HAVING: an alias hides a column of the input that no group has one value of. */
  ColumnResolver forHaving(Predicate<Expr> grouped) {
    return withAliases(
        name -> {
          Expr column = columns.find(name);
          boolean hidden = column != null && alias(name) != null && !grouped.test(column);
          return hidden ? null : column;
        });
  }

  private ColumnResolver withAliases(ColumnFinder finder) {
    return name -> {
      Expr column = finder.find(name);
      if (column != null) {
        return column;
      }
      Expr alias = alias(name);
      if (alias != null) {
        return Scope.fields(alias, name.parts(), 1, name.place());
      }
      throw scope.unknown(name);
    };
  }

  private @Nullable Expr alias(ColumnName name) {
    return aliases.get(Relations.key(name.parts().get(0)));
  }

  /** For clauses that see no aliases: says so when one was meant. */
  ColumnResolver withoutAliases(String clause) {
    return name -> {
      Expr column = scope.find(name);
      if (column != null) {
        return column;
      }
      if (items.stream().anyMatch(item -> item.isCalled(name.parts().get(0)))) {
        throw new Refusal(
            name.place(),
            clause
                + " cannot see the alias "
                + name
                + " of SELECT; repeat its expression, or filter in a query around this one");
      }
      throw scope.unknown(name);
    };
  }

  /** Finds what a name means, without refusing an unknown one. */
  @FunctionalInterface
  interface ColumnFinder {
    @Nullable Expr find(ColumnName name);
  }

  /** Resolves one item, a star to all that it means. */
  List<NamedExpr> resolve(SelectItem item, Expressions values) {
    StarContext star = item.star();
    if (star != null) {
      return star(star);
    }
    Expr value = values.value(item.expression());
    String alias = item.alias();
    if (alias != null) {
      aliases.putIfAbsent(Relations.key(alias), value);
    }
    return List.of(new NamedExpr(item.name(), value));
  }

  private List<NamedExpr> star(StarContext star) {
    List<NamedExpr> columns;
    if (star.qualifiedName() == null) {
      columns = named(scope.star(null));
    } else {
      List<String> parts = star.qualifiedName().identifier().stream().map(Names::of).toList();
      columns =
          parts.size() == 1 && scope.hasRelation(parts.get(0))
              ? named(scope.star(parts.get(0)))
              : structStar(star, parts);
    }
    if (star.exceptClause() != null) {
      columns = without(columns, star.exceptClause().exceptCols.multipartIdentifier());
    }
    if (columns.isEmpty()) {
      throw new Refusal(star, "no column is left");
    }
    return columns;
  }

  private static List<NamedExpr> named(List<ScopeColumn> columns) {
    return columns.stream().map(c -> new NamedExpr(c.name(), c.column())).toList();
  }

  /** {@code window.*}: the fields of a struct. */
  private List<NamedExpr> structStar(StarContext star, List<String> parts) {
    ColumnName name = new ColumnName(parts, Place.of(star.qualifiedName()));
    Expr value = columns.find(name);
    if (value == null) {
      List<String> relations =
          scope.columns().stream().map(ScopeColumn::relation).distinct().toList();
      throw new Refusal(
          star,
          "there is no relation "
              + name
              + Nearest.hint(parts.get(0), relations)
              + "; the relations here are "
              + String.join(", ", relations));
    }
    if (!(value.type() instanceof DataType.Struct struct)) {
      throw new Refusal(star, name + " is of type " + value.type() + ": .* needs a struct");
    }
    List<NamedExpr> fields = new ArrayList<>();
    for (int i = 0; i < struct.fields().size(); i++) {
      Field field = struct.fields().get(i);
      fields.add(new NamedExpr(field.name(), new FieldOf(value, i, field.type())));
    }
    return fields;
  }

  /** Leaves columns out: by name, or {@code relation.name} where several have the name. */
  private List<NamedExpr> without(
      List<NamedExpr> columns, List<MultipartIdentifierContext> excluded) {
    List<NamedExpr> left = new ArrayList<>(columns);
    List<String> known = columns.stream().map(NamedExpr::name).toList();
    for (MultipartIdentifierContext context : excluded) {
      List<String> parts = context.parts.stream().map(Names::of).toList();
      String name = parts.get(parts.size() - 1);
      Expr column = parts.size() == 1 ? null : scope.find(new ColumnName(parts, Place.of(context)));
      boolean found =
          left.removeIf(
              c -> column == null ? c.name().equalsIgnoreCase(name) : c.expr().equals(column));
      if (!found || (parts.size() > 1 && column == null)) {
        throw new Refusal(
            context, "EXCEPT: there is no column " + name + Nearest.hint(name, known));
      }
    }
    return left;
  }
}
