package io.weir.sql.query;

import io.weir.sql.expression.ColumnName;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Place;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinCriteriaContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinRelationContext;
import org.jspecify.annotations.Nullable;

/**
 * What says which rows of a join are a pair.
 *
 * @param condition ON; null for none
 * @param using columns that both sides have and that are equal
 */
record JoinCriteria(@Nullable BooleanExpressionContext condition, List<ColumnName> using) {

  static final JoinCriteria NONE = new JoinCriteria(null, List.of());

  JoinCriteria {
    using = List.copyOf(using);
  }

  /** As written; {@code NATURAL} means all columns of a name that both sides have. */
  static JoinCriteria of(
      JoinRelationContext context, List<ScopeColumn> left, List<ScopeColumn> right) {
    if (context.NATURAL() != null) {
      Place place = Place.of(context.NATURAL().getSymbol());
      return new JoinCriteria(
          null,
          left.stream()
              .filter(JoinCriteria::isNamed)
              .filter(c -> right.stream().anyMatch(r -> isNamed(r) && r.isCalled(c.name())))
              .map(c -> new ColumnName(List.of(c.name()), place))
              .toList());
    }
    JoinCriteriaContext criteria = context.joinCriteria();
    if (criteria == null) {
      return NONE;
    }
    if (criteria.booleanExpression() != null) {
      return new JoinCriteria(criteria.booleanExpression(), List.of());
    }
    return new JoinCriteria(
        null,
        criteria.identifierList().identifierSeq().ident.stream()
            .map(name -> new ColumnName(List.of(Names.of(name)), Place.of(name)))
            .toList());
  }

  private static boolean isNamed(ScopeColumn column) {
    return !column.hidden() && !column.merged();
  }
}
