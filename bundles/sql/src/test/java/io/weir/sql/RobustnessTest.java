package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, the compiler gives a plan or a refusal with a place in that text. */
class RobustnessTest {

  private static final int ROUNDS = Integer.getInteger("weir.rounds", 4_000);

  private static final List<String> WORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "BY",
          "HAVING",
          "AS",
          "ON",
          "JOIN",
          "LEFT",
          "SEMI",
          "UNION",
          "ALL",
          "DISTINCT",
          "WITH",
          "CASE",
          "WHEN",
          "THEN",
          "END",
          "NULL",
          "IN",
          "LIKE",
          "BETWEEN",
          "AND",
          "OR",
          "NOT",
          "IS",
          "CAST",
          "INTERVAL",
          "TIMESTAMP",
          "window",
          "count",
          "max",
          "readings",
          "priorities",
          "hot",
          "device",
          "temp",
          "ts",
          "seq",
          "r",
          "p",
          "(",
          ")",
          ",",
          ".",
          "*",
          "+",
          "-",
          "=",
          "<=>",
          "::",
          "'",
          "\"",
          "`",
          "''",
          "'1 second'",
          "5",
          "1.5",
          "5L",
          "1e9",
          "-1",
          "99999999999999999999",
          ";",
          "--",
          "/*",
          "*/",
          "{",
          "[",
          "]",
          "?",
          ":x",
          "\\",
          "é",
          "\uD83D\uDE00",
          "\0",
          "OVER",
          "int",
          "FILTER",
          "EXCEPT",
          "USING",
          "struct",
          "->");

  @Test
  void shouldGiveAPlanOrARefusalForMutatedQueries() {
    long seed = Long.getLong("weir.seed", 20261121L);
    Random random = new Random(seed);
    List<String> queries = new ArrayList<>();
    SqlReference.supported().forEach(c -> queries.add(c.example()));
    int plans = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String sql = queries.get(random.nextInt(queries.size()));
      int mutations = 1 + random.nextInt(4);
      for (int i = 0; i < mutations; i++) {
        sql = mutate(sql, queries, random);
      }
      plans += isPlan(sql, seed, round) ? 1 : 0;
    }
    assertThat(plans).as("mutations that are queries, seed %d", seed).isBetween(50, ROUNDS - 50);
  }

  private static boolean isPlan(String sql, long seed, int round) {
    try {
      Plan plan = SqlFixture.compile(sql);
      assertThat(PlanPrinter.print(plan)).isNotEmpty();
      SqlCatalog.Query later = SqlCompiler.relation("later", plan, SqlFixture.CATALOG);
      assertThat(later.schema().size()).isPositive();
      return true;
    } catch (SqlException e) {
      assertThat(e.reason()).as("seed %d round %d: %s", seed, round, sql).isNotBlank();
      assertThat(e.offset()).isBetween(0, sql.length());
      assertThat(e.length()).isPositive();
      assertThat(e.line()).isPositive();
      assertThat(e.column()).isPositive();
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed %d round %d: %s".formatted(seed, round, sql), e);
    }
  }

  private static String mutate(String sql, List<String> queries, Random random) {
    int at = random.nextInt(sql.length() + 1);
    int to = Math.min(sql.length(), at + random.nextInt(12));
    return switch (random.nextInt(7)) {
      case 0 -> sql.substring(0, at) + sql.substring(to);
      case 1 -> sql.substring(0, at) + word(random) + sql.substring(at);
      case 2 -> sql.substring(0, at) + " " + word(random) + " " + sql.substring(to);
      case 3 -> swapWords(sql, random);
      case 4 -> {
        String other = queries.get(random.nextInt(queries.size()));
        int from = random.nextInt(other.length());
        yield sql.substring(0, at) + other.substring(from);
      }
      case 5 -> sql.substring(0, at) + sql.substring(at, to).repeat(2) + sql.substring(to);
      default -> replaceWord(sql, random);
    };
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String swapWords(String sql, Random random) {
    String[] words = sql.split(" ");
    int a = random.nextInt(words.length);
    int b = random.nextInt(words.length);
    String word = words[a];
    words[a] = words[b];
    words[b] = word;
    return String.join(" ", words);
  }

  private static String replaceWord(String sql, Random random) {
    String[] words = sql.split("(?<=\\W)|(?=\\W)");
    words[random.nextInt(words.length)] = word(random);
    return String.join("", words);
  }
}
