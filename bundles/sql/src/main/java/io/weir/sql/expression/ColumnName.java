package io.weir.sql.expression;

import io.weir.sql.parser.Names;
import io.weir.sql.parser.Place;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DereferenceContext;
import org.jspecify.annotations.Nullable;

/**
 * A name with dots: a column, a column of a relation, or a field of a struct in either.
 *
 * @param parts without backticks, at least one
 * @param place where it stands
 */
public record ColumnName(List<String> parts, Place place) {

  /** Copies the parts. */
  public ColumnName {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a name.
   *
   * @param context an expression
   * @return null if it is not made of names and dots alone
   */
  public static @Nullable ColumnName of(ParserRuleContext context) {
    List<String> parts = new ArrayList<>();
    return collect(context, parts) ? new ColumnName(parts, Place.of(context)) : null;
  }

  private static boolean collect(ParserRuleContext context, List<String> parts) {
    if (context instanceof ColumnReferenceContext column) {
      parts.add(Names.of(column.identifier()));
      return true;
    }
    if (context instanceof DereferenceContext field && collect(field.base, parts)) {
      parts.add(Names.of(field.fieldName));
      return true;
    }
    return false;
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
