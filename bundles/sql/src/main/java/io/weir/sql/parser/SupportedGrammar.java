package io.weir.sql.parser;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;

/**
 * The part of Spark's grammar that Weir reads: which nodes of the tree, and which keywords in them.
 * Spark's grammar knows far more; whatever is not listed here is refused by name before anything is
 * translated, so that no word of a query is ever silently ignored.
 */
final class SupportedGrammar {

  /** Marks that carry no meaning of their own. */
  private static final BitSet PUNCTUATION =
      bits(
          SqlBaseParser.COMMA,
          SqlBaseParser.DOT,
          SqlBaseParser.LEFT_PAREN,
          SqlBaseParser.RIGHT_PAREN);

  private static final Map<Class<?>, BitSet> KEYWORDS = new HashMap<>();

  static {
    queries();
    relations();
    groupings();
    conditions();
    values();
    calls();
    constants();
    intervals();
    types();
    names();
  }

  private SupportedGrammar() {}

  /** Refuses the first construct, in the order of the text, that is not supported. */
  static void check(ParserRuleContext tree, Vocabulary vocabulary) {
    BitSet keywords = KEYWORDS.get(tree.getClass());
    if (keywords == null) {
      throw new Refusal(tree, Constructs.refuse(tree));
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child instanceof ParserRuleContext context) {
        check(context, vocabulary);
      } else if (child instanceof TerminalNode word) {
        int type = word.getSymbol().getType();
        if (!keywords.get(type) && !PUNCTUATION.get(type)) {
          throw new Refusal(Place.of(word.getSymbol()), Constructs.refuse(tree, word.getSymbol()));
        }
      }
    }
  }

  private static void allow(Class<? extends ParserRuleContext> context, int... keywords) {
    KEYWORDS.put(context, bits(keywords));
  }

  private static void queries() {
    allow(QueryContext.class);
    allow(CtesContext.class, SqlBaseParser.WITH);
    allow(NamedQueryContext.class, SqlBaseParser.AS);
    allow(QueryTermDefaultContext.class);
    allow(QueryPrimaryDefaultContext.class);
    allow(SubqueryContext.class);
    allow(SetOperationContext.class, SqlBaseParser.UNION);
    allow(SetQuantifierContext.class, SqlBaseParser.DISTINCT, SqlBaseParser.ALL);
    allow(RegularQuerySpecificationContext.class);
    allow(SelectClauseContext.class, SqlBaseParser.SELECT);
    allow(NamedExpressionSeqContext.class);
    allow(NamedExpressionContext.class, SqlBaseParser.AS);
    allow(WhereClauseContext.class, SqlBaseParser.WHERE);
    allow(HavingClauseContext.class, SqlBaseParser.HAVING);
  }

  private static void relations() {
    allow(FromClauseContext.class, SqlBaseParser.FROM);
    allow(RelationContext.class);
    allow(
        LateralViewContext.class,
        SqlBaseParser.LATERAL,
        SqlBaseParser.VIEW,
        SqlBaseParser.OUTER,
        SqlBaseParser.AS);
    allow(RelationExtensionContext.class);
    allow(JoinRelationContext.class, SqlBaseParser.JOIN, SqlBaseParser.NATURAL);
    allow(
        JoinTypeContext.class,
        SqlBaseParser.INNER,
        SqlBaseParser.CROSS,
        SqlBaseParser.LEFT,
        SqlBaseParser.RIGHT,
        SqlBaseParser.FULL,
        SqlBaseParser.OUTER,
        SqlBaseParser.SEMI,
        SqlBaseParser.ANTI);
    allow(JoinCriteriaContext.class, SqlBaseParser.ON, SqlBaseParser.USING);
    allow(TableNameContext.class);
    allow(
        TemporalClauseContext.class,
        SqlBaseParser.FOR,
        SqlBaseParser.SYSTEM_TIME,
        SqlBaseParser.TIMESTAMP,
        SqlBaseParser.AS,
        SqlBaseParser.OF);
    allow(AliasedQueryContext.class);
    allow(AliasedRelationContext.class);
    allow(TableValuedFunctionContext.class);
    allow(FunctionTableContext.class);
    allow(FunctionTableArgumentContext.class);
    allow(FunctionTableReferenceArgumentContext.class);
    allow(FunctionTableSubqueryArgumentContext.class, SqlBaseParser.TABLE);
    allow(TableAliasContext.class, SqlBaseParser.AS);
    allow(IdentifierReferenceContext.class);
    allow(IdentifierListContext.class);
    allow(IdentifierSeqContext.class);
  }

  private static void groupings() {
    allow(
        AggregationClauseContext.class,
        SqlBaseParser.GROUP,
        SqlBaseParser.BY,
        SqlBaseParser.WITH,
        SqlBaseParser.ROLLUP,
        SqlBaseParser.CUBE,
        SqlBaseParser.GROUPING,
        SqlBaseParser.SETS);
    allow(GroupByClauseContext.class);
    allow(
        GroupingAnalyticsContext.class,
        SqlBaseParser.ROLLUP,
        SqlBaseParser.CUBE,
        SqlBaseParser.GROUPING,
        SqlBaseParser.SETS);
    allow(GroupingElementContext.class);
    allow(GroupingSetContext.class);
    allow(
        QueryOrganizationContext.class,
        SqlBaseParser.ORDER,
        SqlBaseParser.BY,
        SqlBaseParser.LIMIT,
        SqlBaseParser.ALL,
        SqlBaseParser.OFFSET);
  }

  private static void conditions() {
    allow(ExpressionContext.class);
    allow(LogicalNotContext.class, SqlBaseParser.NOT, SqlBaseParser.BANG);
    allow(LogicalBinaryContext.class, SqlBaseParser.AND, SqlBaseParser.OR);
    allow(PredicatedContext.class);
    allow(ExistsContext.class, SqlBaseParser.EXISTS);
    allow(
        PredicateContext.class,
        SqlBaseParser.BETWEEN,
        SqlBaseParser.AND,
        SqlBaseParser.IN,
        SqlBaseParser.RLIKE,
        SqlBaseParser.LIKE,
        SqlBaseParser.ILIKE,
        SqlBaseParser.ANY,
        SqlBaseParser.SOME,
        SqlBaseParser.ALL,
        SqlBaseParser.ESCAPE,
        SqlBaseParser.IS,
        SqlBaseParser.NULL,
        SqlBaseParser.TRUE,
        SqlBaseParser.FALSE,
        SqlBaseParser.UNKNOWN,
        SqlBaseParser.DISTINCT,
        SqlBaseParser.FROM);
    allow(ErrorCapturingNotContext.class, SqlBaseParser.NOT, SqlBaseParser.BANG);
    allow(ComparisonContext.class);
    allow(
        ComparisonOperatorContext.class,
        SqlBaseParser.EQ,
        SqlBaseParser.NEQ,
        SqlBaseParser.NEQJ,
        SqlBaseParser.LT,
        SqlBaseParser.LTE,
        SqlBaseParser.GT,
        SqlBaseParser.GTE,
        SqlBaseParser.NSEQ);
  }

  private static void values() {
    allow(ValueExpressionDefaultContext.class);
    allow(ParenthesizedExpressionContext.class);
    allow(
        ArithmeticUnaryContext.class, SqlBaseParser.MINUS, SqlBaseParser.PLUS, SqlBaseParser.TILDE);
    allow(
        ArithmeticBinaryContext.class,
        SqlBaseParser.ASTERISK,
        SqlBaseParser.SLASH,
        SqlBaseParser.PERCENT,
        SqlBaseParser.DIV,
        SqlBaseParser.PLUS,
        SqlBaseParser.MINUS,
        SqlBaseParser.CONCAT_PIPE,
        SqlBaseParser.AMPERSAND,
        SqlBaseParser.PIPE,
        SqlBaseParser.HAT);
    allow(ShiftExpressionContext.class);
    allow(
        ShiftOperatorContext.class,
        SqlBaseParser.SHIFT_LEFT,
        SqlBaseParser.SHIFT_RIGHT,
        SqlBaseParser.SHIFT_RIGHT_UNSIGNED);
    allow(ColumnReferenceContext.class);
    allow(DereferenceContext.class);
    allow(SubscriptContext.class, SqlBaseParser.LEFT_BRACKET, SqlBaseParser.RIGHT_BRACKET);
    allow(StarContext.class, SqlBaseParser.ASTERISK);
    allow(ExceptClauseContext.class, SqlBaseParser.EXCEPT);
    allow(MultipartIdentifierListContext.class);
    allow(SearchedCaseContext.class, SqlBaseParser.CASE, SqlBaseParser.ELSE, SqlBaseParser.END);
    allow(SimpleCaseContext.class, SqlBaseParser.CASE, SqlBaseParser.ELSE, SqlBaseParser.END);
    allow(WhenClauseContext.class, SqlBaseParser.WHEN, SqlBaseParser.THEN);
    allow(CastContext.class, SqlBaseParser.CAST, SqlBaseParser.TRY_CAST, SqlBaseParser.AS);
    allow(CastByColonContext.class, SqlBaseParser.DOUBLE_COLON);
  }

  private static void calls() {
    allow(
        FunctionCallContext.class,
        SqlBaseParser.FILTER,
        SqlBaseParser.WHERE,
        SqlBaseParser.IGNORE,
        SqlBaseParser.RESPECT,
        SqlBaseParser.NULLS,
        SqlBaseParser.WITHIN,
        SqlBaseParser.GROUP,
        SqlBaseParser.ORDER,
        SqlBaseParser.BY);
    allow(
        SortItemContext.class,
        SqlBaseParser.ASC,
        SqlBaseParser.DESC,
        SqlBaseParser.NULLS,
        SqlBaseParser.FIRST,
        SqlBaseParser.LAST);
    allow(FunctionNameContext.class, SqlBaseParser.FILTER, SqlBaseParser.LEFT, SqlBaseParser.RIGHT);
    allow(FunctionArgumentContext.class);
    allow(LambdaContext.class, SqlBaseParser.ARROW);
    allow(StructContext.class, SqlBaseParser.STRUCT);
    allow(FirstContext.class, SqlBaseParser.FIRST, SqlBaseParser.IGNORE, SqlBaseParser.NULLS);
    allow(LastContext.class, SqlBaseParser.LAST, SqlBaseParser.IGNORE, SqlBaseParser.NULLS);
    allow(
        Any_valueContext.class, SqlBaseParser.ANY_VALUE, SqlBaseParser.IGNORE, SqlBaseParser.NULLS);
    allow(PositionContext.class, SqlBaseParser.POSITION, SqlBaseParser.IN);
    allow(ExtractContext.class, SqlBaseParser.EXTRACT, SqlBaseParser.FROM);
    allow(
        SubstringContext.class,
        SqlBaseParser.SUBSTR,
        SqlBaseParser.SUBSTRING,
        SqlBaseParser.FROM,
        SqlBaseParser.FOR);
    allow(
        OverlayContext.class,
        SqlBaseParser.OVERLAY,
        SqlBaseParser.PLACING,
        SqlBaseParser.FROM,
        SqlBaseParser.FOR);
    allow(
        TrimContext.class,
        SqlBaseParser.TRIM,
        SqlBaseParser.BOTH,
        SqlBaseParser.LEADING,
        SqlBaseParser.TRAILING,
        SqlBaseParser.FROM);
    allow(
        TimestampaddContext.class,
        SqlBaseParser.TIMESTAMPADD,
        SqlBaseParser.DATEADD,
        SqlBaseParser.DATE_ADD);
    allow(
        TimestampdiffContext.class,
        SqlBaseParser.TIMESTAMPDIFF,
        SqlBaseParser.DATEDIFF,
        SqlBaseParser.DATE_DIFF,
        SqlBaseParser.TIMEDIFF);
    anyWord(DatetimeUnitContext.class);
  }

  private static void constants() {
    allow(ConstantDefaultContext.class);
    allow(NullLiteralContext.class, SqlBaseParser.NULL);
    allow(BooleanLiteralContext.class);
    allow(BooleanValueContext.class, SqlBaseParser.TRUE, SqlBaseParser.FALSE);
    allow(NumericLiteralContext.class);
    for (Class<? extends ParserRuleContext> number :
        Set.of(
            IntegerLiteralContext.class,
            BigIntLiteralContext.class,
            DecimalLiteralContext.class,
            BigDecimalLiteralContext.class,
            ExponentLiteralContext.class,
            DoubleLiteralContext.class,
            FloatLiteralContext.class)) {
      anyWord(number);
    }
    allow(StringLiteralContext.class);
    allow(StringLitContext.class, SqlBaseParser.STRING_LITERAL, SqlBaseParser.DOUBLEQUOTED_STRING);
    allow(TypeConstructorContext.class);
    allow(
        LiteralTypeContext.class,
        SqlBaseParser.DATE,
        SqlBaseParser.TIMESTAMP,
        SqlBaseParser.TIMESTAMP_LTZ,
        SqlBaseParser.INTERVAL,
        SqlBaseParser.BINARY_HEX);
  }

  private static void intervals() {
    allow(IntervalLiteralContext.class);
    allow(IntervalContext.class, SqlBaseParser.INTERVAL);
    allow(ErrorCapturingMultiUnitsIntervalContext.class);
    allow(MultiUnitsIntervalContext.class);
    allow(
        IntervalValueContext.class,
        SqlBaseParser.PLUS,
        SqlBaseParser.MINUS,
        SqlBaseParser.INTEGER_VALUE,
        SqlBaseParser.DECIMAL_VALUE);
    anyWord(UnitInMultiUnitsContext.class);
  }

  private static void types() {
    anyWord(TypeContext.class);
    allow(PrimitiveDataTypeContext.class, SqlBaseParser.INTEGER_VALUE);
    allow(
        ComplexDataTypeContext.class,
        SqlBaseParser.ARRAY,
        SqlBaseParser.STRUCT,
        SqlBaseParser.MAP,
        SqlBaseParser.LT,
        SqlBaseParser.GT);
    allow(ComplexColTypeListContext.class);
    allow(ComplexColTypeContext.class, SqlBaseParser.COLON);
  }

  private static void names() {
    allow(QualifiedNameContext.class);
    allow(MultipartIdentifierContext.class);
    allow(ErrorCapturingIdentifierContext.class);
    allow(ErrorIdentContext.class, SqlBaseParser.MINUS);
    allow(RealIdentContext.class);
    allow(IdentifierContext.class);
    allow(QuotedIdentifierAlternativeContext.class);
    allow(QuotedIdentifierContext.class, SqlBaseParser.BACKQUOTED_IDENTIFIER);
    anyWord(UnquotedIdentifierContext.class);
    anyWord(StrictNonReservedContext.class);
    anyWord(NonReservedContext.class);
  }

  private static void anyWord(Class<? extends ParserRuleContext> context) {
    BitSet all = new BitSet();
    all.set(1, SqlBaseParser.VOCABULARY.getMaxTokenType() + 1);
    KEYWORDS.put(context, all);
  }

  private static BitSet bits(int... types) {
    BitSet bits = new BitSet();
    for (int type : types) {
      bits.set(type);
    }
    return bits;
  }
}
