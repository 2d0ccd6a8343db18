package io.weir.testkit;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.RunException;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.cases.CaseFolder;
import io.weir.pipeline.cases.CaseReader;
import io.weir.pipeline.cases.CaseResult;
import io.weir.pipeline.cases.CaseRunner;
import io.weir.pipeline.cases.ReportLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of a folder as tests of JUnit 5, one a case; {@code weir test} runs the same folders.
 *
 * <p>A method with the annotation {@code TestFactory} returns {@code
 * PipelineCases.in(Path.of("src/test/cases")).tests()}.
 *
 * <p>With {@code -Dweir.cases=update} the tests that run through write the rows found as those
 * expected.
 *
 * <p>Thread: immutable, any.
 */
public final class PipelineCases {

  private static final String PROPERTY = "weir.cases";

  private final Path folder;
  private final TypeRegistry types;
  private final List<Way> ways;

  private PipelineCases(Path folder, TypeRegistry types, List<Way> ways) {
    this.folder = folder;
    this.types = types;
    this.ways = List.copyOf(ways);
  }

  /**
   * The cases of a folder, with the types of the class path.
   *
   * @param folder a case, or a folder of cases
   * @return cases that run through
   */
  public static PipelineCases in(Path folder) {
    return new PipelineCases(folder, TypeRegistry.load(), List.of(Way.THROUGH));
  }

  /**
   * The same with other types.
   *
   * @param known what pipelines may name
   * @return other cases
   */
  public PipelineCases types(TypeRegistry known) {
    return new PipelineCases(folder, known, ways);
  }

  /**
   * The same run in every way beside through: with a restart at every step, with {@linkplain
   * BackPressure#ALTERNATE back-pressure on alternate calls}, and with both. The rows must be the
   * same.
   *
   * @return other cases
   */
  public PipelineCases everyWay() {
    return alsoIn(Way.BESIDE_THROUGH);
  }

  /**
   * The same run once more, with restarts and back-pressure. The rows must be the same.
   *
   * @param points where it restarts
   * @param pressure what the sinks refuse
   * @return other cases
   */
  public PipelineCases alsoWith(Restarts points, BackPressure pressure) {
    return alsoIn(List.of(new Way(points, pressure)));
  }

  private PipelineCases alsoIn(List<Way> more) {
    List<Way> all = new ArrayList<>(ways);
    all.addAll(more);
    return new PipelineCases(folder, types, all);
  }

  /**
   * The tests, for a method with {@code @TestFactory}.
   *
   * @return one a case and way, named by the case's folder
   */
  public Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path found : find()) {
      Path relative = folder.relativize(found);
      String name = relative.toString().isEmpty() ? folder.toString() : relative.toString();
      for (Way way : ways) {
        tests.add(DynamicTest.dynamicTest(way.title(name), found.toUri(), () -> run(found, way)));
      }
    }
    return tests.stream();
  }

  private List<Path> find() {
    try {
      return CaseFolder.find(folder);
    } catch (RunException | IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void run(Path found, Way way) throws PipelineException, RunException, IOException {
    CaseReader reader = new CaseReader(types, Variables.system("test"));
    CaseRunner runner = CaseRunner.run(reader.read(found), way.restarts(), way.pressure());
    if (way.runsThrough() && "update".equals(System.getProperty(PROPERTY))) {
      runner.update();
      return;
    }
    CaseResult result = runner.compare();
    if (!result.passed()) {
      throw new AssertionError(
          result.report().stream()
              .map(ReportLine::text)
              .collect(Collectors.joining("\n", "rows are not as expected\n", "\n")));
    }
  }
}
