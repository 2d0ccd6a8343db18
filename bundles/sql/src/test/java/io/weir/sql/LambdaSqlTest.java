package io.weir.sql;

import static io.weir.sql.SqlFixture.refusedAt;
import static io.weir.sql.SqlFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.query.OutputMode;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaSqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 1, 4.0, "x,y"),
          new Reading("b", 2, 2, null, ""),
          new Reading("c", 0, 12, 1.0, "z"));

  private static List<String> run(String sql) throws Exception {
    return SqlRun.run(sql, OutputMode.APPEND, READINGS);
  }

  @Test
  void shouldSeeTheElementsAndTheColumnsOfTheRow() throws Exception {
    assertThat(
            run("SELECT transform(split(line, ','), w -> w || device || seq) AS v FROM readings"))
        .containsExactly("[xa1, ya1]", "[b2]", "[zc0]");
    assertThat(run("SELECT transform(split(line, ','), (w, i) -> i + seq) AS v FROM readings"))
        .containsExactly("[1, 2]", "[2]", "[0]");
    assertThat(
            run(
                "SELECT aggregate(array(1L, 2L), seq, (s, x) -> s + x * seq, s -> s || device)"
                    + " AS v FROM readings"))
        .containsExactly("4a", "8b", "0c");
    assertThat(run("SELECT device FROM readings WHERE exists(split(line, ','), w -> w = 'y')"))
        .containsExactly("a");
    assertThat(run("SELECT array_sort(array(1, 3), (p, q) -> q - p) AS v FROM readings"))
        .containsExactly("[3, 1]", "[3, 1]", "[3, 1]");
  }

  @Test
  void shouldResolveNamesFromTheInsideOut() throws Exception {
    assertThat(value("transform(array(array(1), array(2)), x -> transform(x, y -> y + size(x)))"))
        .isEqualTo(
            "transform(array(array(1), array(2)), x -> transform(x, y -> (y + size(x))))"
                + " : array<array<int>>");
    assertThat(run("SELECT transform(array(seq), SEQ -> seq + 1) AS v FROM readings"))
        .containsExactly("[2]", "[3]", "[1]");
    assertThat(
            run(
                "SELECT transform(array(1), x -> transform(array(x + 1), x -> x * 10)) AS v"
                    + " FROM readings WHERE seq = 1"))
        .containsExactly("[[20]]");
    assertThat(
            run(
                "SELECT transform(array(struct(seq AS n, struct(line AS l) AS t)), s -> s.t.l"
                    + " || s.n) AS v FROM readings WHERE seq = 1"))
        .containsExactly("[x,y1]");
    assertThat(
            run(
                "SELECT transform(array(1), x -> x + n) AS v FROM (SELECT transform(array(seq),"
                    + " y -> y * 2)[0] AS n FROM readings)"))
        .containsExactly("[3]", "[5]", "[1]");
  }

  @Test
  void shouldStandWithAggregates() throws Exception {
    assertThat(
            run(
                "SELECT transform(array(1, 2), x -> x * count(*)) AS v, transform(array(line),"
                    + " l -> l || '!') AS w FROM readings WHERE seq > 0"
                    + " GROUP BY window(ts, '1 day'), line"))
        .containsExactly("[1, 2] [!]", "[1, 2] [x,y!]");
    assertThat(
            run(
                "SELECT max(transform(array(seq), x -> x + 1)[0]) AS v FROM readings"
                    + " GROUP BY window(ts, '1 day')"))
        .containsExactly("3");
  }

  @Test
  void shouldQuarantineTheRowOfAnElementThatFails() throws Exception {
    assertThat(run("SELECT transform(array(1, 2), x -> 6 div (x * seq)) AS v FROM readings"))
        .containsExactly(
            "quarantined 2: division by zero; use try_divide to get null instead",
            "[6, 3]",
            "[3, 1]");
  }

  @Test
  void shouldRefuseByName() {
    assertThat(refusedAt("SELECT size(«x -> x») AS v FROM readings"))
        .isEqualTo("size takes no lambda");
    assertThat(refusedAt("SELECT array(1)[«x -> x»] AS v FROM readings"))
        .isEqualTo("a lambda x -> … can stand as an argument of a function such as transform only");
    assertThat(refusedAt("SELECT transform(array(1), «(x, y, z) -> x») AS v FROM readings"))
        .isEqualTo("transform(array, x -> value): a lambda of 3 parameters, expected 1 or 2");
    assertThat(refusedAt("SELECT transform(array(1), (x, «X») -> x) AS v FROM readings"))
        .isEqualTo("the lambda has two parameters X");
    assertThat(refusedAt("SELECT transform(«x -> x», array(1)) AS v FROM readings"))
        .isEqualTo(
            "transform(array, x -> value): the lambda is argument 1, expected an array there");
    assertThat(refusedAt("SELECT transform(seq, «x -> x») AS v FROM readings"))
        .isEqualTo("transform(array, x -> value): argument 1, seq, is long, expected an array");
    assertThat(refusedAt("SELECT transform(array(1), x -> «y») AS v FROM readings"))
        .startsWith("there is no column y");
    assertThat(refusedAt("SELECT transform(array(1), x -> «x.a») AS v FROM readings"))
        .isEqualTo("x is of type int, it has no field a");
    assertThat(refusedAt("SELECT «filter(array(1), x -> x)» AS v FROM readings"))
        .isEqualTo(
            "filter(array, x -> condition): the lambda gives x, which is int, expected boolean");
    assertThat(
            refusedAt(
                "SELECT transform(array(1), x -> sum(«x»)) AS v FROM readings GROUP BY"
                    + " window(ts, '1 day')"))
        .startsWith("there is no column x");
  }
}
