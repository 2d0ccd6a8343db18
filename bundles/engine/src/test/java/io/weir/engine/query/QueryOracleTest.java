package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.engine.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Random queries against a naive fold over the journal, record by record. */
class QueryOracleTest {

  private static final int CASES = Integer.getInteger("weir.cases", 1000);

  private static final int MOST_TRIES = 2000; // to make a failing case smaller

  /** How rows are cut. */
  private record Cut(int most, EngineRun.Restarts restarts) {}

  private static final List<Cut> LONG_CUTS =
      List.of(new Cut(5, EngineRun.Restarts.NONE), new Cut(1000, EngineRun.Restarts.SOME));

  private static final List<Cut> CUTS =
      List.of(
          new Cut(1, EngineRun.Restarts.NONE),
          new Cut(1, EngineRun.Restarts.ALL),
          new Cut(4, EngineRun.Restarts.NONE),
          new Cut(4, EngineRun.Restarts.SOME),
          new Cut(1000, EngineRun.Restarts.NONE),
          new Cut(1000, EngineRun.Restarts.SOME));

  @Test
  void shouldGiveWhatANaiveFoldGives() {
    compare(seed -> new Cases(seed).next());
  }

  @Test
  void shouldGiveWhatANaiveFoldGivesInSeveralSteps() {
    compare(seed -> new StepCases(seed).next());
  }

  private static void compare(LongFunction<QueryCase> cases) {
    long first = Long.getLong("weir.seed", new Random().nextLong() & 0xFFFFFFFFFFL);
    System.out.println("QueryOracleTest: -Dweir.seed=" + first);
    for (int i = 0; i < CASES; i++) {
      long seed = first + i;
      QueryCase test = cases.apply(seed);
      if (difference(test, seed) != null) {
        QueryCase least = shrink(test, seed);
        fail("-Dweir.seed=%d -Dweir.cases=1%n%s%n%s", seed, least, difference(least, seed));
      }
    }
  }

  /** What differs between the oracle and the engine, cut in several ways; null if nothing does. */
  private static String difference(QueryCase test, long seed) {
    return difference(test, seed, CUTS);
  }

  private static String difference(QueryCase test, long seed, List<Cut> cuts) {
    try {
      QueryCase known = test.with(withoutUnknownInputs(test));
      String expected = new NaiveQuery(known).run().text();
      String first = null;
      for (Cut cut : cuts) {
        EngineRun run = new EngineRun(known, StepCases.FUNCTIONS, seed, cut.most(), cut.restarts());
        Outcome found = run.run();
        long sum = found.fates.values().stream().mapToLong(Long::longValue).sum();
        if (sum != run.accepted()) {
          return "%s: %d fates of %d records".formatted(cut, sum, run.accepted());
        }
        first = first == null ? found.text() : first;
        boolean same = found.text().equals(first); // to the last bit
        if (!same || !Outcome.isSame(found.text(), expected)) {
          return "%s%nexpected %s%n%nfound %s".formatted(cut, expected, found.text());
        }
      }
      return null;
    } catch (PlanException | RuntimeException e) {
      StringBuilder trace = new StringBuilder(e.toString());
      for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++) {
        trace.append("\n  ").append(e.getStackTrace()[i]);
      }
      return trace.toString();
    }
  }

  private static List<QueryCase.Event> withoutUnknownInputs(QueryCase test) {
    Set<String> inputs = test.schemas().keySet();
    return test.events().stream()
        .filter(
            event ->
                !(event instanceof QueryCase.Arrival a && !inputs.contains(a.input()))
                    && !(event instanceof QueryCase.Advance w && !inputs.contains(w.input())))
        .toList();
  }

  /** Leaves out parts of the plan, then events, as long as a difference remains. */
  private static QueryCase shrink(QueryCase test, long seed) {
    int[] tries = {MOST_TRIES};
    Predicate<QueryCase> differs =
        candidate -> tries[0]-- > 0 && difference(candidate, seed) != null;
    QueryCase least = fewerEvents(test, differs);
    for (QueryCase smaller = least; smaller != null; ) {
      least = smaller;
      smaller =
          SmallerPlans.of(least.spec().plan()).stream()
              .map(least::with)
              .filter(candidate -> isLegal(candidate) && differs.test(candidate))
              .findFirst()
              .orElse(null);
    }
    return fewerEvents(least, differs);
  }

  private static boolean isLegal(QueryCase test) {
    try {
      QueryCompiler.compile(test.spec(), StepCases.FUNCTIONS);
      return true;
    } catch (PlanException e) {
      return false;
    }
  }

  private static QueryCase fewerEvents(QueryCase test, Predicate<QueryCase> differs) {
    return test.with(Shrinking.shorter(test.events(), events -> differs.test(test.with(events))));
  }

  @Test
  void shouldEndTheBudgetAtTheSameRowHoweverRowsAreCut() throws PlanException {
    endBudgets(seed -> new Cases(seed).next());
  }

  @Test
  void shouldEndTheBudgetOfSeveralStepsAtTheSameRowHoweverRowsAreCut() throws PlanException {
    endBudgets(seed -> new StepCases(seed).next());
  }

  private static void endBudgets(LongFunction<QueryCase> cases) throws PlanException {
    long first = Long.getLong("weir.seed", new Random().nextLong() & 0xFFFFFFFFFFL);
    System.out.println("QueryOracleTest: budgets: -Dweir.seed=" + first);
    long full = 0;
    for (int i = 0; i < CASES / 4; i++) {
      long seed = first + i;
      QueryCase any = cases.apply(seed);
      QuerySpec spec = any.spec();
      // Large ones too: then whole batches are known to fit, up to the one that does not.
      long budget = 200L + new Random(seed).nextInt(i % 2 == 0 ? 1500 : 9000);
      QueryCase test =
          new QueryCase(
              new QuerySpec("q", spec.plan(), spec.mode(), spec.maxWatermark(), budget),
              any.tables(),
              any.events());
      test = test.with(withoutUnknownInputs(test));
      EngineRun one = new EngineRun(test, StepCases.FUNCTIONS, seed, 1, EngineRun.Restarts.NONE);
      Outcome expected = one.run();
      full += one.stateFull();
      for (int batch : new int[] {5, 1000}) {
        EngineRun run =
            new EngineRun(test, StepCases.FUNCTIONS, seed, batch, EngineRun.Restarts.SOME);
        assertThat(run.run().text()).as("-Dweir.seed=%d %s", seed, test).isEqualTo(expected.text());
        long sum = expected.fates.values().stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isEqualTo(one.accepted());
      }
    }
    assertThat(full).isGreaterThan(CASES / 40);
  }

  @Test
  void shouldApproximateTheSameHoweverRowsAreCut() throws PlanException {
    long first = Long.getLong("weir.seed", new Random().nextLong() & 0xFFFFFFFFFFL);
    System.out.println("QueryOracleTest: sketches: -Dweir.seed=" + first);
    for (int i = 0; i < CASES; i++) {
      long seed = first + i;
      QueryCase any = Cases.ofCoarseSketches(seed).next();
      QueryCase test = any.with(withoutUnknownInputs(any));
      String expected = null;
      for (Cut cut : CUTS) {
        EngineRun run = new EngineRun(test, StepCases.FUNCTIONS, seed, cut.most(), cut.restarts());
        String found = run.run().text();
        expected = expected == null ? found : expected;
        assertThat(found).as("%s, -Dweir.seed=%d %s", cut, seed, test).isEqualTo(expected);
      }
    }
  }

  /** Rows that were let go leave empty places, and keys dormant ones, until those are most. */
  @Test
  void shouldMoveTogetherWhatIsLeftInLongStreams() throws Exception {
    long first = Long.getLong("weir.seed", new Random().nextLong() & 0xFFFFFFFFFFL);
    System.out.println("QueryOracleTest: long streams: -Dweir.seed=" + first);
    for (int i = 0; i < new StepCases(first).forLongStreams().size(); i++) {
      StepCases cases = new StepCases(first + i);
      Plan plan = cases.forLongStreams().get(i);
      QuerySpec spec = new QuerySpec("q", plan, OutputMode.APPEND, false, 1L << 30);
      QueryCase test = new QueryCase(spec, Map.of(), cases.longStream());
      assertThat(difference(test, first, LONG_CUTS)).as("-Dweir.seed=%d %s", first, plan).isNull();
    }
  }
}
