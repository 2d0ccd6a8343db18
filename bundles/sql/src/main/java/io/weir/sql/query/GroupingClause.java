package io.weir.sql.query;

import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AggregationClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupByClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupingAnalyticsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupingElementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupingSetContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;

/**
 * Reads GROUP BY: which keys there are, and which sets of them ROLLUP, CUBE and GROUPING SETS mean.
 * Several of them, and keys beside them, are combined, each with each.
 */
final class GroupingClause {

  private static final int MAX_SETS = 256;
  private static final int MAX_CUBE = 8;

  private final Function<ExpressionContext, BitSet> keys;

  /**
   * A reader.
   *
   * @param keys adds the keys that an expression means; gives their positions
   */
  GroupingClause(Function<ExpressionContext, BitSet> keys) {
    this.keys = keys;
  }

  /** Reads a clause; empty if it has but one set, of all keys. */
  Optional<List<BitSet>> read(AggregationClauseContext context) {
    return context.groupingExpressionsWithGroupingAnalytics.isEmpty()
        ? readOldForm(context)
        : readNewForm(context);
  }

  private Optional<List<BitSet>> readNewForm(AggregationClauseContext context) {
    boolean analytics = false;
    List<BitSet> sets = List.of(new BitSet());
    for (GroupByClauseContext clause : context.groupingExpressionsWithGroupingAnalytics) {
      GroupingAnalyticsContext several = clause.groupingAnalytics();
      analytics |= several != null;
      sets =
          combined(
              context,
              sets,
              several == null ? List.of(keys.apply(clause.expression())) : sets(several));
    }
    return analytics ? Optional.of(checked(context, sets)) : Optional.empty();
  }

  /** {@code GROUP BY a, b WITH ROLLUP}, {@code GROUP BY a, b GROUPING SETS (…)}. */
  private Optional<List<BitSet>> readOldForm(AggregationClauseContext context) {
    List<BitSet> parts = new ArrayList<>();
    for (NamedExpressionContext named : context.groupingExpressions) {
      if (named.name != null || named.identifierList() != null) {
        throw new Refusal(named, "a key of GROUP BY has no name here; name it in SELECT");
      }
      parts.add(keys.apply(named.expression()));
    }
    if (context.kind == null) {
      return Optional.empty();
    }
    List<BitSet> sets =
        context.ROLLUP() != null
            ? rollup(parts)
            : context.CUBE() != null
                ? cube(context, parts)
                : context.groupingSet().stream().map(this::set).toList();
    return Optional.of(checked(context, sets));
  }

  private List<BitSet> sets(GroupingAnalyticsContext context) {
    if (context.ROLLUP() != null) {
      return rollup(context.groupingSet().stream().map(this::set).toList());
    }
    if (context.CUBE() != null) {
      return cube(context, context.groupingSet().stream().map(this::set).toList());
    }
    List<BitSet> sets = new ArrayList<>();
    for (GroupingElementContext element : context.groupingElement()) {
      GroupingAnalyticsContext inner = element.groupingAnalytics();
      sets.addAll(inner == null ? List.of(set(element.groupingSet())) : sets(inner));
    }
    return sets;
  }

  private BitSet set(GroupingSetContext context) {
    BitSet set = new BitSet();
    for (ExpressionContext expression : context.expression()) {
      BitSet meant = keys.apply(expression);
      if (meant.isEmpty()) {
        throw new Refusal(
            expression, "a window stands beside ROLLUP, CUBE and GROUPING SETS, not in them");
      }
      set.or(meant);
    }
    return set;
  }

  private static List<BitSet> rollup(List<BitSet> parts) {
    List<BitSet> sets = new ArrayList<>();
    for (int size = parts.size(); size >= 0; size--) {
      BitSet set = new BitSet();
      parts.subList(0, size).forEach(set::or);
      sets.add(set);
    }
    return sets;
  }

  private static List<BitSet> cube(org.antlr.v4.runtime.ParserRuleContext at, List<BitSet> parts) {
    if (parts.size() > MAX_CUBE) {
      throw new Refusal(
          at,
          "CUBE of "
              + parts.size()
              + " keys: expected up to "
              + MAX_CUBE
              + "; list the sets"
              + " that you need in GROUPING SETS");
    }
    List<BitSet> sets = new ArrayList<>();
    for (int chosen = (1 << parts.size()) - 1; chosen >= 0; chosen--) {
      BitSet set = new BitSet();
      for (int i = 0; i < parts.size(); i++) {
        if ((chosen >> (parts.size() - 1 - i) & 1) == 1) {
          set.or(parts.get(i));
        }
      }
      sets.add(set);
    }
    return sets;
  }

  private static List<BitSet> combined(
      AggregationClauseContext at, List<BitSet> left, List<BitSet> right) {
    if (left.size() * right.size() > MAX_SETS) {
      throw new Refusal(at, "GROUP BY means more than " + MAX_SETS + " grouping sets");
    }
    List<BitSet> sets = new ArrayList<>();
    for (BitSet first : left) {
      for (BitSet second : right) {
        BitSet both = (BitSet) first.clone();
        both.or(second);
        sets.add(both);
      }
    }
    return sets;
  }

  private static List<BitSet> checked(AggregationClauseContext at, List<BitSet> sets) {
    if (new HashSet<>(sets).size() < sets.size()) {
      throw new Refusal(
          at, "a grouping set is there twice; list each once in GROUPING SETS ((a, b), (a), ())");
    }
    return sets;
  }
}
