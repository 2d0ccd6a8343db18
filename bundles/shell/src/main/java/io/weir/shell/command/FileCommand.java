package io.weir.shell.command;

import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.Problem;
import io.weir.pipeline.RunException;
import io.weir.pipeline.TypeRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A command about a pipeline file: reads it, or tells everything that is wrong with it.
 *
 * <p>Thread: one at a time; one object a call.
 */
abstract class FileCommand implements Callable<Integer> {

  private static final int REFUSED = 2;

  private final Setting setting;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "pipeline.yaml", description = "The pipeline file.")
  private Path file;

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

  FileCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public final Integer call() {
    try {
      TypeRegistry types = setting.types().get();
      if (bundles != null) {
        types = BundleFolder.types(bundles, types);
      }
      return run(PipelineFile.read(file, types, setting.variables()));
    } catch (PipelineException e) {
      refuse(e.problems());
      return REFUSED;
    } catch (RunException e) {
      err().println(setting.ink().red("weir: ") + e.getMessage());
      return REFUSED;
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      err().println(setting.ink().red("weir: ") + message);
      return 1;
    } finally {
      out().flush();
      err().flush();
    }
  }

  /** Does what the command is for. */
  abstract int run(Pipeline pipeline) throws RunException, IOException;

  final Setting setting() {
    return setting;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final void warn(List<Problem> warnings) {
    for (Problem warning : warnings) {
      err().println(placed(warning, setting.ink().yellow("warning: ")));
    }
  }

  private void refuse(List<Problem> problems) {
    int errors = 0;
    for (Problem problem : problems) {
      boolean warning = problem.kind() == Problem.Kind.WARNING;
      errors += warning ? 0 : 1;
      err().println(placed(problem, warning ? setting.ink().yellow("warning: ") : ""));
    }
    err().println(setting.ink().red(errors == 1 ? "1 error" : errors + " errors"));
  }

  private String placed(Problem problem, String kind) {
    String place = problem.file() + ":" + problem.line() + ":" + problem.column() + ":";
    return setting.ink().bold(place) + " " + kind + problem.message();
  }
}
