package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.engine.plan.Plan;
import io.weir.engine.workers.Workers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random pipelines against a naive fold over the journal: from records that are decoded to rows at
 * sinks, through queries that read queries; the same on any number of threads, wherever blocks are
 * cut and the core is restarted.
 */
class PipelineOracleTest {

  private static final int CASES = Integer.getInteger("weir.cases", 1000) / 20;
  private static final int MOST_TRIES = 300; // to make a failing case smaller

  private static final List<Workers> WORKERS = List.of(Workers.of(1), Workers.of(2), Workers.of(3));

  @TempDir static Path folder;

  private int folders;

  @AfterAll
  static void stop() {
    WORKERS.forEach(Workers::close);
  }

  @Test
  void shouldGiveWhatANaiveFoldGivesOnAnyNumberOfThreads() {
    long first = Long.getLong("weir.seed", new Random().nextLong() & 0xFFFFFFFFFFL);
    System.out.println("PipelineOracleTest: -Dweir.seed=" + first);
    for (int i = 0; i < CASES; i++) {
      long seed = first + i;
      PipelineCase test = new PipelineCases(seed).next();
      if (difference(test, seed) != null) {
        PipelineCase least = shrink(test, seed);
        fail("-Dweir.seed=%d -Dweir.cases=20%n%s%n%s", seed, least, difference(least, seed));
      }
    }
  }

  /** What differs between the oracle and the core; null if nothing does. */
  private String difference(PipelineCase test, long seed) {
    try {
      String expected = new NaivePipeline(test).run();
      String first = null;
      for (Workers workers : WORKERS) {
        for (boolean cuts : new boolean[] {false, true}) {
          Path checkpoints = folder.resolve(Integer.toString(folders++));
          String found = new PipelineRun(test, seed, cuts, workers, checkpoints).run();
          first = first == null ? found : first;
          if (!found.equals(first) || !Outcome.isSame(found, expected)) {
            return "%d threads, cuts %s%nexpected %s%n%nfound %s"
                .formatted(workers.threads(), cuts, expected, found);
          }
        }
      }
      return null;
    } catch (Exception e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return trace.toString().lines().limit(12).reduce("", (a, b) -> a + "\n" + b);
    }
  }

  private PipelineCase shrink(PipelineCase test, long seed) {
    int[] tries = {MOST_TRIES};
    Predicate<PipelineCase> differs =
        candidate -> tries[0]-- > 0 && difference(candidate, seed) != null;
    PipelineCase least = withFewerQueries(test, differs);
    for (int again = 0; again < 2; again++) {
      PipelineCase some = least;
      least = some.with(Shrinking.shorter(some.steps(), s -> differs.test(some.with(s))));
      least = withFewerRecords(least, differs);
      least = withSmallerPlans(least, differs);
    }
    return least;
  }

  private static PipelineCase withFewerQueries(PipelineCase test, Predicate<PipelineCase> differs) {
    PipelineCase least = test;
    for (int i = least.queries().size() - 1; i > 0; i--) {
      List<QuerySpec> fewer = new ArrayList<>(least.queries());
      fewer.remove(i);
      PipelineCase candidate =
          new PipelineCase(least.columns(), least.table(), least.delays(), fewer, least.steps());
      least = differs.test(candidate) ? candidate : least;
    }
    return least;
  }

  private static PipelineCase withFewerRecords(PipelineCase test, Predicate<PipelineCase> differs) {
    PipelineCase least = test;
    for (int i = 0; i < least.steps().size(); i++) {
      if (least.steps().get(i) instanceof PipelineCase.Block block) {
        int at = i;
        PipelineCase whole = least;
        List<Object[]> records =
            Shrinking.shorter(
                block.records(), some -> differs.test(with(whole, at, block.source(), some)));
        least = with(whole, at, block.source(), records);
      }
    }
    return least;
  }

  private static PipelineCase with(
      PipelineCase test, int step, String source, List<Object[]> records) {
    List<PipelineCase.Step> steps = new ArrayList<>(test.steps());
    steps.set(step, new PipelineCase.Block(source, records));
    return test.with(steps);
  }

  private static PipelineCase withSmallerPlans(PipelineCase test, Predicate<PipelineCase> differs) {
    PipelineCase least = test;
    for (int i = 0; i < least.queries().size(); i++) {
      for (PipelineCase smaller = least; smaller != null; ) {
        least = smaller;
        smaller = smallerPlan(least, i, differs);
      }
    }
    return least;
  }

  private static PipelineCase smallerPlan(
      PipelineCase test, int query, Predicate<PipelineCase> differs) {
    QuerySpec spec = test.queries().get(query);
    for (Plan plan : SmallerPlans.of(spec.plan())) {
      boolean read = !plan.schema().equals(spec.plan().schema());
      boolean legal =
          test.queries().stream()
              .noneMatch(other -> read && NaivePipeline.reads(other.plan(), spec.name()));
      if (legal && isLegal(test.with(query, plan)) && differs.test(test.with(query, plan))) {
        return test.with(query, plan);
      }
    }
    return null;
  }

  private static boolean isLegal(PipelineCase test) {
    try {
      for (QuerySpec spec : test.queries()) {
        assertThat(QueryCompiler.compile(spec, StepCases.FUNCTIONS)).isNotNull();
      }
      return true;
    } catch (PlanException e) {
      return false;
    }
  }
}
