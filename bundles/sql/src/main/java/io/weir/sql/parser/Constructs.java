package io.weir.sql.parser;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;

/** What constructs of Spark's grammar are called, and what to write instead of those not read. */
public final class Constructs {

  /** Constructs that Spark's grammar has and Weir refuses, and what to do instead. */
  private static final Map<Class<?>, Construct> REFUSED =
      Map.ofEntries(
          construct(HintContext.class, "a hint /*+ … */", "leave it out"),
          construct(
              SampleContext.class, "TABLESAMPLE", "filter in WHERE, for instance by pmod(seq, 10)"),
          construct(PivotClauseContext.class, "PIVOT", "use aggregates with FILTER (WHERE …)"),
          construct(UnpivotClauseContext.class, "UNPIVOT", "use UNION ALL"),
          construct(
              InlineTableContext.class, "VALUES", "put the rows into a table of the pipeline"),
          construct(
              FunctionTableContext.class,
              "a function as a relation",
              "write FROM source LATERAL VIEW explode(array) t AS x"),
          construct(TableContext.class, "TABLE name", "write SELECT * FROM name"),
          construct(FromStmtContext.class, "FROM before SELECT", "write SELECT … FROM …"),
          construct(
              TransformQuerySpecificationContext.class,
              "TRANSFORM",
              "bring a function in a bundle instead"),
          construct(
              OperatorPipeStatementContext.class, "the pipe |>", "write SELECT … FROM … WHERE …"),
          construct(WindowClauseContext.class, "WINDOW", "group by window(…) instead"),
          construct(
              WindowRefContext.class,
              "a window function, OVER,",
              "use an aggregate with GROUP BY window(…)"),
          construct(
              WindowDefContext.class,
              "a window function, OVER (…),",
              "use an aggregate with GROUP BY window(…)"),
          construct(
              SubqueryExpressionContext.class,
              "a subquery as a value",
              "join the table, or read a query of its own"),
          construct(
              RowConstructorContext.class,
              "a row (a, b)",
              "use struct(a, b), or compare one by one"),
          construct(CollateContext.class, "COLLATE", "compare lower(…) with lower(…)"),
          construct(CollateClauseContext.class, "COLLATE", "compare lower(…) with lower(…)"),
          construct(
              CurrentLikeContext.class,
              "the present date, time or user",
              "the receive time of a record is the column _received"),
          construct(
              NamedArgumentExpressionContext.class, "an argument by name =>", "give it in order"),
          construct(PosParameterLiteralContext.class, "a parameter ?", "write the value"),
          construct(NamedParameterLiteralContext.class, "a parameter :name", "write the value"),
          construct(
              SmallIntLiteralContext.class, "a smallint such as 5S", "write 5: the type is int"),
          construct(
              TinyIntLiteralContext.class, "a tinyint such as 5Y", "write 5: the type is int"),
          construct(
              ErrorCapturingUnitToUnitIntervalContext.class,
              "an interval from unit to unit",
              "write INTERVAL 1 HOUR 30 MINUTES"),
          construct(
              UnitToUnitIntervalContext.class,
              "an interval from unit to unit",
              "write INTERVAL 1 HOUR 30 MINUTES"),
          construct(
              YearMonthIntervalDataTypeContext.class,
              "the type INTERVAL",
              "use a number and a unit"),
          construct(
              DayTimeIntervalDataTypeContext.class, "the type INTERVAL", "use a number and a unit"),
          construct(VersionContext.class, "VERSION AS OF", "write FOR SYSTEM_TIME AS OF r.ts"),
          construct(
              OptionsClauseContext.class, "WITH (options)", "set options in the pipeline file"),
          construct(CommentSpecContext.class, "COMMENT", "leave it out"));

  private static final Map<Integer, Construct> REFUSED_WORDS =
      Map.ofEntries(
          entry(SqlBaseParser.RECURSIVE, new Construct("WITH RECURSIVE", "leave RECURSIVE out")),
          entry(SqlBaseParser.INTERSECT, new Construct("INTERSECT", "use LEFT SEMI JOIN")),
          entry(SqlBaseParser.EXCEPT, new Construct("EXCEPT", "use LEFT ANTI JOIN")),
          entry(SqlBaseParser.SETMINUS, new Construct("MINUS", "use LEFT ANTI JOIN")),
          entry(
              SqlBaseParser.LATERAL,
              new Construct("a LATERAL subquery", "write LATERAL VIEW explode(array) t AS x")),
          entry(SqlBaseParser.SORT, new Construct("SORT BY", "rows leave in order of event time")),
          entry(SqlBaseParser.CLUSTER, new Construct("CLUSTER BY", "leave it out")),
          entry(SqlBaseParser.DISTRIBUTE, new Construct("DISTRIBUTE BY", "leave it out")),
          entry(
              SqlBaseParser.OVER,
              new Construct(
                  "a window function, OVER,", "use an aggregate with GROUP BY window(…)")),
          entry(SqlBaseParser.IDENTIFIER_KW, new Construct("IDENTIFIER(…)", "write the name")));

  private Constructs() {}

  /** Refused, by what a person calls it. */
  private record Construct(String name, String remedy) {
    String refusal() {
      return name + " is not supported" + (remedy.isEmpty() ? "" : "; " + remedy);
    }
  }

  private static Map.Entry<Class<?>, Construct> construct(
      Class<? extends ParserRuleContext> context, String name, String remedy) {
    return entry(context, new Construct(name, remedy));
  }

  /** What is said of a node that is not supported. */
  public static String refuse(ParserRuleContext context) {
    Construct construct = REFUSED.get(context.getClass());
    if (construct != null) {
      return construct.refusal();
    }
    if (context.getChildCount() == 1 && context.getChild(0) instanceof ParserRuleContext only) {
      return refuse(only);
    }
    String rule = SqlBaseParser.ruleNames[context.getRuleIndex()].replaceAll("([A-Z])", " $1");
    return rule.toLowerCase(Locale.ROOT) + " is not supported";
  }

  /** What is said of a keyword that is not supported in its node. */
  static String refuse(ParserRuleContext context, Token word) {
    Construct construct = REFUSED_WORDS.get(word.getType());
    if (construct != null) {
      return construct.refusal();
    }
    return word.getText().toUpperCase(Locale.ROOT)
        + " is not supported in a "
        + SqlBaseParser.ruleNames[context.getRuleIndex()]
            .replaceAll("([A-Z])", " $1")
            .toLowerCase(Locale.ROOT);
  }

  /** The constructs that are refused by name, for the reference: name to remedy. */
  public static Map<String, String> refused() {
    Map<String, String> all = new java.util.TreeMap<>();
    REFUSED.values().forEach(c -> all.put(c.name(), c.remedy()));
    REFUSED_WORDS.values().forEach(c -> all.put(c.name(), c.remedy()));
    return all;
  }
}
