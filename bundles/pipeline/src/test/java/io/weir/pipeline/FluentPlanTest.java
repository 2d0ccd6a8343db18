package io.weir.pipeline;

import static io.weir.pipeline.fluent.Expressions.avg;
import static io.weir.pipeline.fluent.Expressions.calendarWindow;
import static io.weir.pipeline.fluent.Expressions.call;
import static io.weir.pipeline.fluent.Expressions.col;
import static io.weir.pipeline.fluent.Expressions.count;
import static io.weir.pipeline.fluent.Expressions.countDistinct;
import static io.weir.pipeline.fluent.Expressions.expr;
import static io.weir.pipeline.fluent.Expressions.lit;
import static io.weir.pipeline.fluent.Expressions.max;
import static io.weir.pipeline.fluent.Expressions.min;
import static io.weir.pipeline.fluent.Expressions.sessionWindow;
import static io.weir.pipeline.fluent.Expressions.sum;
import static io.weir.pipeline.fluent.Expressions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.PlanText;
import io.weir.pipeline.fluent.JoinKind;
import io.weir.pipeline.fluent.PipelineBuilder;
import io.weir.pipeline.fluent.QueryBuilder;
import io.weir.pipeline.fluent.Rows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A query in Java and its SQL twin give the same plan. */
class FluentPlanTest {

  /** The relations of a pipeline in the making. */
  private record Relations(Rows r, Rows s, Rows p, Rows limits, Rows warm) {}

  private static Arguments twin(String sql, Function<Relations, Rows> java) {
    return twin(sql, "append", java);
  }

  static Stream<Arguments> twins() {
    return Stream.of(
        twin("SELECT * FROM r", x -> x.r()),
        twin("SELECT k, v FROM r", x -> x.r().select("k", "v")),
        twin("SELECT * FROM r WHERE v > 1", x -> x.r().where("v > 1")),
        twin("SELECT * FROM r WHERE v > 1", x -> x.r().where(col("v").gt(1))),
        twin(
            "SELECT * FROM r WHERE v > 1 AND k = 'a'",
            x -> x.r().where("v > 1").where(col("k").eq("a"))),
        twin(
            "SELECT k, v * 2 AS w FROM r WHERE v > 1 OR k IS NULL",
            x ->
                x.r()
                    .where(col("v").gt(1).or(col("k").isNull()))
                    .select(col("k"), col("v").times(2).as("w"))),
        twin(
            "SELECT v * 9 / 5 + 32 AS f, k FROM r",
            x -> x.r().selectExpr("v * 9 / 5 + 32 AS f", "k")),
        twin(
            "SELECT w + 1 AS x FROM (SELECT v * 2 AS w FROM r) WHERE w > 3",
            x ->
                x.r()
                    .select(col("v").times(2).as("w"))
                    .where("w > 3")
                    .select(col("w").plus(1).as("x"))),
        twin("SELECT *, v / 2 AS half FROM r", x -> x.r().withColumn("half", expr("v / 2"))),
        twin(
            "SELECT k, n, t, v / 2 AS v, l FROM r",
            x -> x.r().withColumn("v", col("v").dividedBy(2))),
        twin("SELECT * EXCEPT (n, l) FROM r", x -> x.r().drop("n", "l")),
        twin("SELECT k AS key, n, t, v, l FROM r", x -> x.r().withColumnRenamed("k", "key")),
        twin("SELECT DISTINCT k, l FROM r", "update", x -> x.r().select("k", "l").distinct()),
        twin(
            "SELECT k FROM r WHERE k IN ('a', 'b') AND NOT (v BETWEEN 1 AND 2) AND l LIKE 'x%'",
            x ->
                x.r()
                    .where(col("k").in("a", "b"))
                    .where(col("v").between(1, 2).not())
                    .where(col("l").like("x%"))
                    .select("k")),
        twin(
            "SELECT upper(k) AS u, coalesce(v, 0.5D) AS v, CAST(n AS string) AS n,"
                + " TRY_CAST(k AS int) AS i FROM r",
            x ->
                x.r()
                    .select(
                        call("upper", col("k")).as("u"),
                        call("coalesce", col("v"), 0.5).as("v"),
                        col("n").cast("string").as("n"),
                        col("k").tryCast("int").as("i"))),
        twin(
            "SELECT 1 AS a, 2L AS b, 1.5D AS c, 2.50BD AS d, 'it\\'s \\\\' AS e, true AS f,"
                + " TIMESTAMP '2026-11-20T10:00:00Z' AS g, DATE '2026-11-20' AS h, NULL AS i,"
                + " 0.5F AS j FROM r",
            x ->
                x.r()
                    .select(
                        lit(1).as("a"),
                        lit(2L).as("b"),
                        lit(1.5).as("c"),
                        lit(new BigDecimal("2.50")).as("d"),
                        lit("it's \\").as("e"),
                        lit(true).as("f"),
                        lit(Instant.parse("2026-11-20T10:00:00Z")).as("g"),
                        lit(LocalDate.parse("2026-11-20")).as("h"),
                        lit(null).as("i"),
                        lit(0.5f).as("j"))),
        twin(
            "SELECT k, site FROM r JOIN p USING (k)",
            x -> x.r().joinUsing(x.p(), JoinKind.INNER, "k").select("k", "site")),
        twin(
            "SELECT r.k, p.site FROM r LEFT JOIN p ON r.k = p.k WHERE p.priority >= 3",
            x ->
                x.r()
                    .join(x.p(), "r.k = p.k", JoinKind.LEFT)
                    .where("p.priority >= 3")
                    .select("r.k", "p.site")),
        twin(
            "SELECT * FROM r a LEFT SEMI JOIN p b ON a.k = b.k",
            x -> x.r().as("a").join(x.p().as("b"), "a.k = b.k", JoinKind.SEMI)),
        twin(
            "SELECT * FROM r a LEFT ANTI JOIN p b ON a.k <=> b.k",
            x ->
                x.r()
                    .as("a")
                    .join(x.p().as("b"), col("a.k").eqNullSafe(col("b.k")), JoinKind.ANTI)),
        twin(
            "SELECT r.k, q.site FROM (SELECT * FROM r WHERE v > 1) AS r"
                + " JOIN (SELECT k, site FROM p WHERE priority > 2) AS q ON r.k = q.k",
            x ->
                x.r()
                    .where("v > 1")
                    .join(x.p().where("priority > 2").select("k", "site").as("q"), "r.k = q.k")
                    .select("r.k", "q.site")),
        twin(
            "SELECT window, k, count(*) AS n, avg(v) AS mean FROM r WHERE v > 0"
                + " GROUP BY window(t, '30 seconds', '10 seconds'), k",
            x ->
                x.r()
                    .where("v > 0")
                    .groupBy(window("t", "30 seconds", "10 seconds"), col("k"))
                    .agg(count().as("n"), avg("v").as("mean"))),
        twin(
            "SELECT window.start AS window_start, r.k, p.site, count(*) AS n, max(v) AS peak"
                + " FROM r JOIN p ON r.k = p.k WHERE p.priority >= 3"
                + " GROUP BY window(t, '30 seconds', '10 seconds'), r.k, p.site",
            x ->
                x.r()
                    .join(x.p(), "r.k = p.k")
                    .where(col("p.priority").ge(3))
                    .groupBy(window("t", "30 seconds", "10 seconds"), col("r.k"), col("p.site"))
                    .select(
                        col("window.start").as("window_start"),
                        col("r.k"),
                        col("p.site"),
                        count().as("n"),
                        max("v").as("peak"))),
        twin(
            "SELECT window AS w, count(v) AS n, count(DISTINCT k) AS ks, min(v), sum(n) FROM r"
                + " GROUP BY window(t, '10 seconds', '10 seconds', '3 seconds')",
            x ->
                x.r()
                    .groupBy(window("t", "10 seconds", "10 seconds", "3 seconds").as("w"))
                    .agg(count("v").as("n"), countDistinct("k").as("ks"), min("v"), sum("n"))),
        twin(
            "SELECT session_window, k, count(*) FILTER (WHERE v > 1) AS n FROM r"
                + " GROUP BY session_window(t, '5 minutes'), k",
            x ->
                x.r()
                    .groupBy(sessionWindow("t", "5 minutes"), col("k"))
                    .agg(count().filter(col("v").gt(1)).as("n"))),
        twin(
            "SELECT window, count(*) AS n FROM r"
                + " GROUP BY calendar_window(t, 'day', 'Europe/Berlin')",
            x -> x.r().groupBy(calendarWindow("t", "day", "Europe/Berlin")).agg(count().as("n"))),
        twin(
            "SELECT upper(k) AS u, count(*) AS n FROM r GROUP BY upper(k) HAVING n > 3 AND n < 9",
            "update",
            x ->
                x.r()
                    .groupBy(call("upper", col("k")).as("u"))
                    .agg(count().as("n"))
                    .where("n > 3")
                    .where("n < 9")),
        twin(
            "SELECT count(*) AS n FROM r",
            "update",
            x -> x.r().groupBy(new String[0]).agg(count().as("n"))),
        twin(
            "SELECT k, l, sum(v) AS v FROM r GROUP BY ROLLUP(k, l)",
            "update",
            x -> x.r().rollup(col("k"), col("l")).agg(sum("v").as("v"))),
        twin(
            "SELECT k, v FROM r UNION ALL SELECT k, v FROM s UNION ALL SELECT k, v FROM s",
            x ->
                x.r()
                    .select("k", "v")
                    .unionAll(x.s().select("k", "v"))
                    .unionAll(x.s().select("k", "v"))),
        twin(
            "SELECT k FROM (SELECT k, v FROM r UNION ALL SELECT k, v FROM s) AS u WHERE u.v > 1",
            x ->
                x.r()
                    .select("k", "v")
                    .unionAll(x.s().select("k", "v"))
                    .as("u")
                    .where("u.v > 1")
                    .select("k")),
        twin("SELECT * FROM drop_duplicates(TABLE(r), k, n)", x -> x.r().dropDuplicates("k", "n")),
        twin(
            "SELECT a.k FROM drop_duplicates_within_watermark(TABLE(SELECT * FROM r WHERE v > 1), k)"
                + " AS a WHERE a.n > 2",
            x ->
                x.r()
                    .where("v > 1")
                    .dropDuplicatesWithinWatermark("k")
                    .as("a")
                    .where("a.n > 2")
                    .select("a.k")),
        streamJoin("JOIN", JoinKind.INNER),
        streamJoin("LEFT JOIN", JoinKind.LEFT),
        streamJoin("RIGHT JOIN", JoinKind.RIGHT),
        streamJoin("FULL JOIN", JoinKind.FULL),
        streamJoin("LEFT SEMI JOIN", JoinKind.SEMI),
        streamJoin("LEFT ANTI JOIN", JoinKind.ANTI),
        twin(
            "SELECT window, count(*) AS n FROM r a JOIN s b ON a.k = b.k AND b.t BETWEEN a.t"
                + " AND a.t + INTERVAL 5 SECONDS GROUP BY window(b.t, '10 seconds')",
            x ->
                x.r()
                    .as("a")
                    .join(
                        x.s().as("b"),
                        col("a.k")
                            .eq(col("b.k"))
                            .and(expr("b.t BETWEEN a.t AND a.t + INTERVAL 5 SECONDS")),
                        JoinKind.INNER)
                    .groupBy(window("b.t", "10 seconds"))
                    .agg(count().as("n"))),
        twin(
            "SELECT r.k, l.most FROM r JOIN limits FOR SYSTEM_TIME AS OF r.t AS l ON r.k = l.k",
            x -> x.r().join(x.limits().asOf("r.t").as("l"), "r.k = l.k").select("r.k", "l.most")),
        twin(
            "SELECT r.k, l.most FROM r LEFT JOIN limits FOR SYSTEM_TIME AS OF r.t AS l USING (k)",
            x ->
                x.r()
                    .joinUsing(x.limits().as("l").asOf("r.t"), JoinKind.LEFT, "k")
                    .select("r.k", "l.most")),
        twin(
            "SELECT device, n FROM flat_map_groups_with_state(TABLE(SELECT * FROM r WHERE v > 1),"
                + " 'presence', k) WHERE n > 2",
            x ->
                x.r()
                    .where("v > 1")
                    .groupByKey("k")
                    .flatMapGroupsWithState("presence")
                    .where("n > 2")
                    .select("device", "n")),
        twin("SELECT * FROM drop_duplicates(TABLE(r))", x -> x.r().dropDuplicates()),
        twin("SELECT * FROM drop_duplicates(TABLE(r), k, t)", x -> x.r().dropDuplicates("k", "t")),
        twin(
            "SELECT a.k FROM drop_duplicates(TABLE(r), k, t) AS a JOIN drop_duplicates(TABLE(s), k,"
                + " t) AS b ON a.k = b.k AND b.t BETWEEN a.t AND a.t + INTERVAL 1 MINUTE",
            x ->
                x.r()
                    .dropDuplicates("k", "t")
                    .as("a")
                    .join(
                        x.s().dropDuplicates("k", "t").as("b"),
                        "a.k = b.k AND b.t BETWEEN a.t AND a.t + INTERVAL 1 MINUTE")
                    .select("a.k")),
        twin("SELECT k FROM warm WHERE v < 30", x -> x.warm().where("v < 30").select("k")),
        twin(
            "SELECT k, explode(split(l, ',')) AS part FROM r",
            x -> x.r().selectExpr("k", "explode(split(l, ',')) AS part")),
        twin(
            "SELECT k, count(*) AS n FROM r GROUP BY k ORDER BY n DESC, k LIMIT 3",
            "complete",
            x -> x.r().groupBy("k").agg(count().as("n")).orderBy("n DESC", "k").limit(3)));
  }

  private static Arguments twin(String sql, String mode, Function<Relations, Rows> java) {
    return Arguments.of(sql, mode, java);
  }

  private static Arguments streamJoin(String sql, JoinKind kind) {
    String condition = "a.k = b.k AND b.t >= a.t AND b.t < a.t + INTERVAL 10 SECONDS AND b.v > a.v";
    return twin(
        "SELECT a.k, a.v FROM r a %s s b ON %s".formatted(sql, condition),
        x -> x.r().as("a").join(x.s().as("b"), condition, kind).select("a.k", "a.v"));
  }

  @Test
  void shouldHaveATwinOfEveryKindOfNode() throws PipelineException {
    Set<Class<?>> met = new HashSet<>();
    for (Arguments twin : twins().toList()) {
      PipelineBuilder builder = PipelineBuilder.named("twins", TestTypes.registry());
      relations(builder);
      builder.query("written", (String) twin.get()[0]).output((String) twin.get()[1]);
      Pipeline pipeline = builder.build(Variables.of(Map.of(), "g"), Path.of("."));
      pipeline.definition().queries().stream()
          .filter(query -> query.spec().name().equals("written"))
          .forEach(query -> collect(query.spec().plan(), met));
    }
    assertThat(met).containsExactlyInAnyOrderElementsOf(kinds(Plan.class));
  }

  private static void collect(Plan plan, Set<Class<?>> met) {
    met.add(plan.getClass());
    plan.inputs().forEach(input -> collect(input, met));
  }

  private static Set<Class<?>> kinds(Class<?> sealed) {
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        kinds.addAll(kinds(permitted));
      } else {
        kinds.add(permitted);
      }
    }
    return kinds;
  }

  @Test
  void shouldRefuseWhatIsNoTableAsOfATime() {
    Relations x = relations(PipelineBuilder.named("x", TestTypes.registry()));

    assertThatThrownBy(() -> x.limits().where("most > 1").asOf("r.t"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("asOf(r.t): found")
        .hasMessageEndingWith("expected the rows of a table: call it first");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void shouldGiveThePlanOfItsTwin(String sql, String mode, Function<Relations, Rows> java)
      throws PipelineException {
    PipelineBuilder builder = PipelineBuilder.named("twins", TestTypes.registry());
    Relations relations = relations(builder);
    builder.query("written", sql).output(mode).sink("a", "memory");
    QueryBuilder built = java.apply(relations).query("built").output(mode);
    built.sink("b", "memory");

    Pipeline pipeline = builder.build(Variables.of(Map.of(), "g"), Path.of("."));

    assertThat(plan(pipeline, "built")).isEqualTo(plan(pipeline, "written"));
  }

  private static String plan(Pipeline pipeline, String query) {
    return pipeline.definition().queries().stream()
        .filter(q -> q.spec().name().equals(query))
        .map(q -> PlanText.of(q.spec().plan()))
        .findFirst()
        .orElseThrow();
  }

  private static Relations relations(PipelineBuilder builder) {
    Rows r = stream(builder, "r");
    Rows warm = r.where("v > 20").query("warm").rows();
    return new Relations(r, stream(builder, "s"), table(builder), limits(builder), warm);
  }

  private static Rows limits(PipelineBuilder builder) {
    return builder
        .table("limits", "csv")
        .option("path", "limits.csv")
        .option("valid-from", "since")
        .key("k")
        .column("k", "string")
        .column("since", "timestamp")
        .column("most", "double")
        .rows();
  }

  private static Rows stream(PipelineBuilder builder, String name) {
    return builder
        .source(name, "rate")
        .column("k", "string")
        .column("n", "long")
        .column("t", "timestamp")
        .column("v", "double")
        .column("l", "string")
        .eventTime("t")
        .withWatermark("2s")
        .rows();
  }

  private static Rows table(PipelineBuilder builder) {
    return builder
        .table("p", "csv")
        .option("path", "p.csv")
        .key("k")
        .column("k", "string")
        .column("priority", "int")
        .column("site", "string")
        .rows();
  }

  @Test
  void shouldJoinStreams() {
    Relations x = relations(PipelineBuilder.named("x", TestTypes.registry()));
    Rows joined = x.r().as("a").join(x.s().as("b"), "a.k = b.k AND b.t >= a.t", JoinKind.FULL);

    assertThat(joined.select("a.k", "b.v").sql())
        .isEqualTo("SELECT a.k, b.v\nFROM r AS a\nFULL JOIN s AS b ON a.k = b.k AND b.t >= a.t");
  }

  @Test
  void shouldCallFunctionsWithStateByKey() {
    Rows r = relations(PipelineBuilder.named("x", TestTypes.registry())).r();
    assertThat(r.groupByKey("k", "n").flatMapGroupsWithState("presence").sql())
        .isEqualToIgnoringWhitespace(
            "SELECT * FROM flat_map_groups_with_state(TABLE(r), 'presence', k, n)");
  }

  @Test
  void shouldTellColumns() {
    Rows r = relations(PipelineBuilder.named("x", TestTypes.registry())).r();

    assertThat(r.columns()).containsExactly("k", "n", "t", "v", "l");
    assertThat(r.groupBy(col("k")).agg(count().as("n")).columns()).containsExactly("k", "n");
  }

  @Test
  void shouldRefuseWithTheMessagesOfSql() {
    PipelineBuilder builder = PipelineBuilder.named("wrong", TestTypes.registry());
    Rows r = relations(builder).r();
    r.select("kk").query("q").sink("out", "memory");
    r.groupBy("k").agg(count()).query("g").sink("out2", "memory");

    assertThatThrownBy(() -> builder.build(Variables.of(Map.of(), "g"), Path.of(".")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("query q: there is no column kk; did you mean k?")
        .hasMessageContaining("query g: ");
    Rows alone = relations(PipelineBuilder.named("x", TestTypes.registry())).r();
    assertThatThrownBy(() -> alone.select("kk").columns())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 1, column 8: there is no column kk; did you mean k?")
        .hasMessageContaining("SELECT kk");
    assertThatThrownBy(() -> alone.withColumnRenamed("kk", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no column kk; the columns are k, n, t, v, l");
  }

  @Test
  void shouldRefuseATextThatIsNotOneExpression() {
    Rows r = relations(PipelineBuilder.named("wrong", TestTypes.registry())).r();

    for (String sql : List.of("v > 1) OR (v < 1", "v > 1 GROUP BY k", "", "v >", "k, v")) {
      assertThatThrownBy(() -> r.where(sql))
          .as(sql)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("'" + sql + "': line 1");
    }
    assertThatThrownBy(() -> col("v").eq(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found a value of java.lang.Object, expected null, Boolean");
  }

  @Test
  void shouldRefuseRowsOfAnotherPipelineAndNamesThatAreTaken() {
    PipelineBuilder builder = PipelineBuilder.named("one", TestTypes.registry());
    Rows one = relations(builder).r();
    Rows other = relations(PipelineBuilder.named("other", TestTypes.registry())).r();

    assertThatThrownBy(() -> one.unionAll(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of another pipeline");
    assertThatThrownBy(() -> builder.source("r", "rate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pipeline has a source r already");
  }

  @Test
  void shouldBeAFile() throws PipelineException {
    PipelineBuilder builder = PipelineBuilder.named("file", TestTypes.registry()).version("1.2.3");
    Rows r =
        builder
            .commit("50ms")
            .source("r", "mqtt")
            .option("url", "${env:FIELD:tcp://127.0.0.1:1883}")
            .option("topic", "plant/+/\"r\": #1\t\\")
            .option("max-inflight", 1000)
            .column("k", "string")
            .column("amount", "decimal(10,2)")
            .column("t", "timestamp")
            .column("line", Map.of("type", "string"))
            .eventTime("t")
            .identity("k", "t")
            .rows();
    QueryBuilder q = r.where(col("k").ne("it's \"so\"")).query("q").trigger("0ms");
    q.sink("out", "console").option("style", "lines");
    q.rows().select("k").query("again").sink("again", "memory");
    builder.source("other", "rate").column("k", "string").quarantine().sink("bad", "memory");

    Pipeline pipeline = builder.build(Variables.of(Map.of(), "g"), Path.of("."));

    assertThat(pipeline.text()).isEqualTo(builder.toYaml());
    assertThat(pipeline.version()).isEqualTo("1.2.3");
    assertThat(pipeline.sinks())
        .extracting(Pipeline.Part::name)
        .containsExactly("out", "again", "bad");
    assertThat(pipeline.explain()).contains("decimal(10,2)").contains("commit 50ms");
    Pipeline read =
        PipelineFile.read(
            "file.yaml",
            builder.toYaml(),
            Path.of("."),
            TestTypes.registry(),
            Variables.of(Map.of(), "g"));
    assertThat(read.fingerprint()).isEqualTo(pipeline.fingerprint());
  }
}
