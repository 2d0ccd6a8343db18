package io.weir.shell.command;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.RunException;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.cases.CaseFolder;
import io.weir.pipeline.cases.CaseReader;
import io.weir.pipeline.cases.CaseResult;
import io.weir.pipeline.cases.CaseRunner;
import io.weir.pipeline.cases.PipelineCase;
import io.weir.shell.text.Amounts;
import io.weir.shell.text.Ink;
import io.weir.shell.text.JunitReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs cases and compares what they give with what they expect.
 *
 * <p>Thread: one at a time; one object a call.
 */
@Command(
    name = "test",
    description = "Run cases in virtual time and compare their rows with those expected.",
    footer = {
      "",
      "A case is a folder with pipeline.yaml (or case.yaml), in/SOURCE.jsonl,",
      "tables/TABLE@TIME.csv for the changes of tables, and expected/SINK.jsonl.",
      "Exit status 0 if all rows are as expected, 1 if not, 2 if a case is refused."
    })
public final class TestCommand implements Callable<Integer> {

  private static final int PASSED = 0;
  private static final int DIFFERENT = 1;
  private static final int REFUSED = 2;

  private final Setting setting;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "A case, or a folder of cases.")
  private Path folder;

  @Option(
      names = "--restart",
      paramLabel = "every|N|random",
      description = "Restart from a checkpoint after every record, every N, or at random.")
  private @Nullable String restart;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of --restart random (default: another one each time).")
  private @Nullable Long seed;

  @Option(
      names = "--back-pressure",
      description = "Every sink refuses each second row that it is offered.")
  private boolean backPressure;

  @Option(names = "--update", description = "Write the rows found as those expected.")
  private boolean update;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write a report as JUnit writes it, for build servers.")
  private @Nullable Path junit;

  @Option(
      names = "--bundles",
      paramLabel = "DIR",
      description = "A folder with jars that bring more types.")
  private @Nullable Path bundles;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final JunitReport report = new JunitReport();
  private int passed;
  private int failed;
  private int refused;

  /**
   * The command.
   *
   * @param setting where it runs
   */
  public TestCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() {
    try {
      Restarts restarts = restarts();
      TypeRegistry types = setting.types().get();
      if (bundles != null) {
        types = BundleFolder.types(bundles, types);
      }
      CaseReader reader = new CaseReader(types, setting.variables());
      for (Path found : CaseFolder.find(folder)) {
        run(reader, found, restarts);
      }
      sumUp(restarts);
      if (junit != null) {
        Files.writeString(junit, report.text());
      }
      return refused > 0 ? REFUSED : failed > 0 ? DIFFERENT : PASSED;
    } catch (RunException e) {
      err().println(ink().red("weir: ") + e.getMessage());
      return REFUSED;
    } catch (IOException e) {
      err().println(ink().red("weir: ") + messageOf(e));
      return REFUSED;
    } finally {
      out().flush();
      err().flush();
    }
  }

  private Restarts restarts() throws RunException {
    if (restart == null) {
      return Restarts.none();
    }
    if (restart.equals("every")) {
      return Restarts.every(1);
    }
    if (restart.equals("random")) {
      return Restarts.random(seed == null ? System.nanoTime() & 0xFFFFF : seed);
    }
    if (restart.matches("[1-9]\\d{0,8}")) {
      return Restarts.every(Integer.parseInt(restart));
    }
    throw new RunException(
        "--restart %s: expected every, random, or a number of records such as 10"
            .formatted(restart));
  }

  private void run(CaseReader reader, Path found, Restarts restarts) {
    long start = System.nanoTime();
    try {
      PipelineCase test = reader.read(found);
      CaseRunner runner =
          CaseRunner.run(test, restarts, backPressure ? BackPressure.ALTERNATE : BackPressure.NONE);
      if (update) {
        runner.update().forEach(out()::println);
        passed++;
      } else {
        CaseResult result = runner.compare();
        report.add(result, System.nanoTime() - start);
        if (result.passed()) {
          passed++;
          out().println(ink().green("ok    ") + result.name());
        } else {
          failed++;
          print(result);
        }
      }
    } catch (PipelineException e) {
      List<String> lines = new ArrayList<>();
      e.problems().forEach(problem -> lines.add(problem.toString()));
      refuse(found, lines, System.nanoTime() - start);
    } catch (RunException e) {
      refuse(found, List.of(String.valueOf(e.getMessage())), System.nanoTime() - start);
    } catch (IOException e) {
      refuse(found, List.of(messageOf(e)), System.nanoTime() - start);
    }
  }

  private void print(CaseResult result) {
    out().println(ink().red("FAIL  ") + ink().bold(result.name()));
    for (var line : result.report()) {
      Ink ink = ink();
      String text = "  " + line.text();
      out()
          .println(
              switch (line.kind()) {
                case TITLE -> ink.bold(text);
                case DIFFERENT -> ink.yellow(text);
                case MISSING -> ink.red(text);
                case EXTRA -> ink.green(text);
                case SAME -> ink.dim(text);
                case NOTE -> text;
              });
    }
    out().println();
  }

  private void refuse(Path found, List<String> lines, long nanos) {
    refused++;
    report.addRefused(found.toString(), String.join("\n", lines), nanos);
    out().println(ink().red("REFUSED  ") + ink().bold(found.toString()));
    lines.forEach(line -> out().println("  " + line));
    out().println();
  }

  private void sumUp(Restarts restarts) {
    String text = (update ? "%s updated" : "%s passed").formatted(cases(passed));
    if (failed > 0) {
      text += ", " + ink().red(Amounts.count(failed) + " failed");
    }
    if (refused > 0) {
      text += ", " + ink().red(Amounts.count(refused) + " refused");
    }
    if (restart != null) {
      text += "; restarts: " + restarts;
    }
    out().println(backPressure ? text + "; back-pressure" : text);
  }

  private static String cases(int count) {
    return count == 1 ? "1 case" : Amounts.count(count) + " cases";
  }

  private static String messageOf(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private Ink ink() {
    return setting.ink();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
