package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.function.GroupStateType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.Operator;
import io.weir.operators.Stage;
import io.weir.operators.Tasks;
import io.weir.operators.dedup.Deduplication;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionDoc;
import io.weir.operators.function.Functions;
import io.weir.operators.partition.Partitioned;
import io.weir.operators.state.KeyedState;
import io.weir.operators.streamjoin.StreamJoin;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What exists and no random query has: an operator, a stage, a node of plans, one of its kinds, a
 * type, an aggregate. Something new fails here until the oracle knows it.
 */
class OracleCoverageTest {

  private static final int SEEDS = 400;

  private static final List<Class<?>> DIVIDED =
      List.of(AggregateOperator.class, Deduplication.class, KeyedState.class, StreamJoin.class);

  private final Set<String> seen = new TreeSet<>();

  @Test
  void shouldTryEveryOperatorAndNode() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (QuerySpec spec : List.of(new Cases(seed).spec("q"), new StepCases(seed).spec("q"))) {
        addAll(seen, spec.mode());
        seen.add(spec.maxWatermark() ? "max watermark" : "min watermark");
        note(spec.plan());
        note(spec);
      }
      new PipelineCases(seed).next().queries().forEach(spec -> note(spec.plan()));
    }
    Set<String> expected = new TreeSet<>(Set.of("min watermark", "max watermark", "as of"));
    expected.addAll(Set.of("explode", "explode outer"));
    addNodes(Plan.class, expected);
    addNodes(WindowSpec.class, expected);
    addAll(expected, OutputMode.values());
    addAll(expected, Plan.TableJoinKind.values());
    addAll(expected, Plan.StreamJoinKind.values());
    addAll(expected, GroupStateType.Timeout.values());
    addAll(expected, WindowSpec.CalendarUnit.values());
    Arrays.stream(DataType.Primitive.values()).forEach(type -> expected.add("key " + type));
    expected.addAll(List.of("key Decimal", "key Array", "key Struct"));
    expected.addAll(implementations());
    for (Class<?> divided : DIVIDED) {
      expected.add(Partitioned.class.getName() + " of " + divided.getSimpleName());
    }
    assertThat(seen).containsAll(expected);
  }

  @Test
  void shouldTryEveryAggregate() {
    Functions functions = Functions.builtin();
    Set<String> drawn = new TreeSet<>(Cases.AGGREGATES);
    assertThat(Functions.describe())
        .extracting(FunctionDoc::name)
        .filteredOn(name -> functions.isAggregate(name) && !drawn.contains(name))
        .as("aggregates that the oracle does not know")
        .isEmpty();
  }

  private void note(QuerySpec spec) throws PlanException {
    Tasks threads = new AnyOrder(2, new Random(1));
    QueryGraph graph = new StepCompiler(spec, StepCases.FUNCTIONS, threads).compile();
    for (Step step : graph.steps()) {
      String whole = step.operator().getClass().getName();
      seen.add(whole);
      for (Operator partition : step.operator().partitions()) {
        seen.add(partition.getClass().getName());
        seen.add(whole + " of " + partition.getClass().getSimpleName());
      }
    }
    for (Feed feed : graph.inputs().values()) {
      for (QueryPath path : feed.paths()) {
        path.stages().forEach(stage -> seen.add(stage.getClass().getName()));
      }
    }
  }

  private void note(Plan plan) {
    seen.add(plan.getClass().getName());
    if (plan instanceof Plan.TableJoin join) {
      addAll(seen, join.kind());
      seen.add(join.asOf() == null ? "as ever" : "as of");
    } else if (plan instanceof Plan.StreamJoin join) {
      addAll(seen, join.kind());
    } else if (plan instanceof Plan.KeyedState state) {
      addAll(seen, state.timeout());
    } else if (plan instanceof Plan.Explode explode) {
      seen.add(explode.outer() ? "explode outer" : "explode");
    } else if (plan instanceof Plan.Aggregate aggregate) {
      if (aggregate.window() != null) {
        seen.add(aggregate.window().getClass().getName());
      }
      if (aggregate.window() instanceof WindowSpec.Calendar calendar) {
        addAll(seen, calendar.unit());
      }
      aggregate.keys().forEach(key -> note(key.expr()));
    }
    plan.inputs().forEach(this::note);
  }

  private void note(Expr key) {
    boolean simple = key.type() instanceof DataType.Primitive;
    seen.add("key " + (simple ? key.type() : key.type().getClass().getSimpleName()));
  }

  private static void addAll(Set<String> names, Enum<?>... kinds) {
    for (Enum<?> kind : kinds) {
      names.add(kind.getDeclaringClass().getSimpleName() + " " + kind);
    }
  }

  private static void addNodes(Class<?> sealed, Set<String> names) {
    for (Class<?> node : sealed.getPermittedSubclasses()) {
      if (node.isSealed()) {
        addNodes(node, names);
      } else {
        names.add(node.getName());
      }
    }
  }

  /** The classes of these modules that are operators and stages. */
  private static List<String> implementations() throws Exception {
    List<String> names = new ArrayList<>();
    for (Class<?> one : List.of(Operator.class, StepCompiler.class)) {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        collect(place, names);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          collect(jar.getPath("/"), names);
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(8);
    return names;
  }

  private static void collect(Path root, List<String> names)
      throws IOException, ClassNotFoundException {
    List<String> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.map(file -> root.relativize(file).toString()).toList();
    }
    for (String file : files) {
      if (file.startsWith("io/weir/") && file.endsWith(".class") && !file.contains("-info")) {
        String name = file.substring(0, file.length() - 6).replace('/', '.');
        Class<?> type = Class.forName(name, false, OracleCoverageTest.class.getClassLoader());
        boolean runs = Operator.class.isAssignableFrom(type) || Stage.class.isAssignableFrom(type);
        if (runs && !type.isInterface()) {
          names.add(name);
        }
      }
    }
  }
}
