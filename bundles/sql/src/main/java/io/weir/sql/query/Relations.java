package io.weir.sql.query;

import io.weir.engine.plan.Plan;
import io.weir.sql.SqlCatalog;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Constructs;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Nearest;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;
import org.jspecify.annotations.Nullable;

/** Builds what stands after FROM: sources, queries, tables, subqueries and their joins. */
final class Relations {

  /** More than a person writes; bounds what nested WITH clauses can unfold to. */
  private static final int MAX_RELATIONS = 500;

  /** The names that a message lists. */
  private static final int MOST_NAMES = 12;

  private final SqlCatalog catalog;
  private final Queries queries;
  private final Joins joins;
  private final Generators generators;
  private final Deduplications deduplications;
  private final KeyedStates keyedStates;
  private int count;

  Relations(SqlCatalog catalog, Functions functions, Joins joins, Queries queries) {
    this.catalog = catalog;
    this.queries = queries;
    this.joins = joins;
    this.generators = new Generators(functions);
    this.deduplications = new Deduplications(catalog, functions);
    this.keyedStates = new KeyedStates(functions);
  }

  Rows from(FromClauseContext from, CommonTables ctes) {
    Rows rows = relation(from.relation(0), ctes);
    for (RelationContext more : from.relation().subList(1, from.relation().size())) {
      rows = joins.comma(rows, more, relation(more, ctes));
    }
    for (LateralViewContext view : from.lateralView()) {
      rows = new Rows.Stream(generators.lateral(stream(rows), view));
    }
    return rows;
  }

  private Rows relation(RelationContext context, CommonTables ctes) {
    Rows rows = primary(context.relationPrimary(), ctes);
    for (RelationExtensionContext extension : context.relationExtension()) {
      JoinRelationContext join = extension.joinRelation();
      if (join == null) {
        throw new Refusal(extension, Constructs.refuse(extension));
      }
      rows = joins.join(rows, join, primary(join.right, ctes));
    }
    return rows;
  }

  private Rows primary(RelationPrimaryContext context, CommonTables ctes) {
    if (++count > MAX_RELATIONS) {
      throw new Refusal(
          context, "the query names more than " + MAX_RELATIONS + " relations, WITH unfolded");
    }
    if (context instanceof TableNameContext table) {
      return named(table, ctes);
    }
    if (context instanceof AliasedQueryContext subquery) {
      return aliased(subquery.tableAlias(), queries.rows(subquery.query(), ctes, true), "");
    }
    if (context instanceof AliasedRelationContext parentheses) {
      Rows rows = relation(parentheses.relation(), ctes);
      return parentheses.tableAlias().strictIdentifier() == null
          ? rows
          : aliased(parentheses.tableAlias(), rows, "");
    }
    if (context instanceof TableValuedFunctionContext function) {
      return function(function.functionTable(), ctes);
    }
    throw new Refusal(context, Constructs.refuse(context));
  }

  private Rows function(FunctionTableContext call, CommonTables ctes) {
    if (!Deduplications.isOne(call) && !KeyedStates.isOne(call)) {
      throw new Refusal(call, Constructs.refuse(call));
    }
    FunctionTableSubqueryArgumentContext rows = TableCalls.rows(call);
    String name = "";
    Rows all;
    if (rows.query() != null) {
      all = queries.rows(rows.query(), ctes, true);
    } else {
      name = name(rows.identifierReference());
      all = byName(rows.identifierReference(), name, ctes);
    }
    Scope scope =
        KeyedStates.isOne(call)
            ? keyedStates.over(call, stream(all), name)
            : deduplications.over(call, stream(all));
    return aliased(call.tableAlias(), new Rows.Stream(scope), name);
  }

  private Rows named(TableNameContext context, CommonTables ctes) {
    String name = name(context.identifierReference());
    Rows rows = byName(context.identifierReference(), name, ctes);
    TemporalClauseContext temporal = context.temporalClause();
    if (temporal != null) {
      rows = asOf(temporal, rows);
    } else if (rows instanceof Rows.TableRows t && t.table().versioned() && t.asOf() == null) {
      throw new Refusal(
          context,
          "the table "
              + t.table().name()
              + " is versioned (valid-from): join it as of a time, such as JOIN "
              + t.table().name()
              + " FOR SYSTEM_TIME AS OF r.ts AS v ON …");
    }
    return aliased(context.tableAlias(), rows, name);
  }

  private static String name(IdentifierReferenceContext context) {
    if (context.multipartIdentifier() == null) {
      throw new Refusal(context, "IDENTIFIER(…) is not supported; write the name");
    }
    return Names.single(context.multipartIdentifier(), "a source, table or query");
  }

  private Rows byName(IdentifierReferenceContext context, String name, CommonTables ctes) {
    CommonTables.Definition definition = ctes.find(name);
    return definition != null ? common(definition, name) : declared(context, name, ctes);
  }

  private Rows common(CommonTables.Definition definition, String name) {
    Rows rows = queries.rows(definition.query(), definition.scope(), true);
    return definition.columns().isEmpty()
        ? rows
        : renamed(rows, definition.columns(), definition.place(), name);
  }

  private Rows declared(IdentifierReferenceContext context, String name, CommonTables ctes) {
    SqlCatalog.Relation relation = catalog.relation(name);
    if (relation instanceof SqlCatalog.Source source) {
      return new Rows.Stream(
          Scope.of(source.name(), new Plan.SourceScan(source.name(), source.schema())));
    }
    if (relation instanceof SqlCatalog.Query query) {
      return new Rows.Stream(
          Scope.of(query.name(), new Plan.QueryScan(query.name(), query.schema())));
    }
    if (relation instanceof SqlCatalog.Table table) {
      List<ScopeColumn> columns = new ArrayList<>();
      for (int i = 0; i < table.schema().size(); i++) {
        columns.add(Scope.column(table.name(), table.schema().field(i), i));
      }
      return new Rows.TableRows(table, columns, null, null, Place.of(context));
    }
    List<String> names = new ArrayList<>(ctes.names());
    names.addAll(catalog.names());
    throw new Refusal(
        context,
        "there is no source, table or query "
            + name
            + Nearest.hint(name, names)
            + (names.isEmpty() ? "" : "; there are " + list(names)));
  }

  private static String list(List<String> names) {
    int most = Math.min(names.size(), MOST_NAMES);
    String some = String.join(", ", names.subList(0, most));
    return most == names.size() ? some : some + " and " + (names.size() - most) + " more";
  }

  private static Rows asOf(TemporalClauseContext temporal, Rows rows) {
    if (temporal.timestamp == null) {
      throw new Refusal(
          temporal, "VERSION AS OF is not supported; write FOR SYSTEM_TIME AS OF r.ts");
    }
    if (!(rows instanceof Rows.TableRows table) || !table.table().versioned()) {
      throw new Refusal(
          temporal,
          "FOR SYSTEM_TIME AS OF needs a versioned table: one with `valid-from` in the pipeline"
              + " file");
    }
    return new Rows.TableRows(
        table.table(), table.columns(), table.filter(), temporal.timestamp, table.place());
  }

  private static Rows aliased(TableAliasContext alias, Rows rows, String name) {
    boolean keyword = alias.AS() == null;
    String given =
        alias.strictIdentifier() == null
            ? name
            : keyword ? Names.alias(alias.strictIdentifier()) : Names.of(alias.strictIdentifier());
    Rows renamed =
        alias.identifierList() == null
            ? rows
            : renamed(
                rows, Names.of(alias.identifierList()), Place.of(alias.identifierList()), given);
    return renamed.as(given);
  }

  /** Gives the visible columns other names, in order. */
  private static Rows renamed(Rows rows, List<String> names, Place place, String relation) {
    if (!(rows instanceof Rows.Stream stream)) {
      throw new Refusal(place, "the columns of a table keep their names; rename them in SELECT");
    }
    Scope scope = stream.scope();
    List<ScopeColumn> visible = scope.star(null);
    if (visible.size() != names.size()) {
      throw new Refusal(
          place, "found " + names.size() + " names for " + visible.size() + " columns");
    }
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Plan.NamedExpr(names.get(i), visible.get(i).column()));
    }
    scope.columns().stream()
        .filter(c -> c.hidden() && !c.merged() && c.isCalled(EventTimes.EVENT_TIME))
        .forEach(c -> columns.add(new Plan.NamedExpr(c.name(), c.column(), true)));
    return new Rows.Stream(Scope.of(relation, new Plan.Project(scope.plan(), columns)));
  }

  /** The stream that a query reads; a table alone flows nowhere. */
  static Scope stream(Rows rows) {
    if (rows instanceof Rows.Stream stream) {
      return stream.scope();
    }
    Rows.TableRows table = (Rows.TableRows) rows;
    throw new Refusal(
        table.place(),
        "the query reads the table "
            + table.table().name()
            + " alone: a query needs a source or another query to flow, and can join the table");
  }

  /** Names in lower case, for sets. */
  static String key(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
