package io.weir.sql.query;

import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionSeqContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;

/** The result of a query has names of its own: a sink writes them as fields. */
final class Unique {

  private Unique() {}

  static void check(QueryContext query, Schema result) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < result.size(); i++) {
      Field field = result.field(i);
      if (!names.add(Relations.key(field.name()))) {
        List<NamedExpressionSeqContext> selects = new ArrayList<>();
        Syntax.find(query.queryTerm(), NamedExpressionSeqContext.class, selects);
        List<NamedExpressionContext> items = selects.get(0).namedExpression();
        boolean plain = items.size() == result.size();
        throw new Refusal(
            plain ? items.get(i) : selects.get(0),
            "two columns of the result are called "
                + field.name()
                + (plain
                    ? "; give one another name with AS"
                    : "; select what you need by name, or leave one out: * EXCEPT (relation."
                        + field.name()
                        + ")"));
      }
    }
  }
}
