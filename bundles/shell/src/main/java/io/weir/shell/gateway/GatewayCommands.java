package io.weir.shell.gateway;

import io.weir.engine.run.PipelineStatus;
import io.weir.pipeline.Gateway;
import io.weir.shell.control.CommandRunner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The commands that need the running gateway: {@code status} and {@code stop}.
 *
 * <p>Thread: any.
 */
public final class GatewayCommands implements CommandRunner {

  private static final int OK = 0;
  private static final int NOT_FOUND = 1;
  private static final int REFUSED = 2;

  private final Gateway gateway;
  private final Supplier<Map<Path, String>> problems;
  private final Runnable stop;

  /**
   * Commands of a gateway.
   *
   * @param gateway that they ask
   * @param problems the files in the deploy folder that cannot be used, with what is wrong
   * @param stop ends the gateway's process, some time after it returned
   */
  public GatewayCommands(Gateway gateway, Supplier<Map<Path, String>> problems, Runnable stop) {
    this.gateway = gateway;
    this.problems = problems;
    this.stop = stop;
  }

  @Override
  public int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    return switch (command) {
      case "status" -> status(rest, out, err);
      case "stop" -> stop(rest, out, err);
      default -> refuse(err, "found command '" + command + "', expected status or stop");
    };
  }

  private int status(List<String> arguments, PrintWriter out, PrintWriter err) {
    List<String> names = new ArrayList<>(arguments);
    boolean json = names.remove("--json");
    if (names.size() > 1 || (names.size() == 1 && names.get(0).startsWith("-"))) {
      return refuse(err, "status: found " + names + ", expected a pipeline's name and --json");
    }
    List<PipelineStatus> pipelines = gateway.status();
    if (!names.isEmpty()) {
      String name = names.get(0);
      pipelines = pipelines.stream().filter(p -> p.pipeline().equals(name)).toList();
      if (pipelines.isEmpty()) {
        err.println("weir: found no pipeline '" + name + "' here; 'weir status' lists them");
        return NOT_FOUND;
      }
    }
    if (json) {
      out.println(StatusJson.write(gateway.id(), pipelines, problems.get()));
    } else {
      StatusText.write(gateway.id(), pipelines, problems.get(), out);
    }
    return OK;
  }

  private int stop(List<String> arguments, PrintWriter out, PrintWriter err) {
    if (!arguments.isEmpty()) {
      return refuse(
          err,
          "stop: found %s, expected nothing: it stops the gateway. To stop one pipeline take its"
                  .formatted(arguments)
              + " file out of deploy/");
    }
    out.println("The gateway is stopping.");
    out.flush();
    stop.run();
    return OK;
  }

  private static int refuse(PrintWriter err, String problem) {
    err.println("weir: " + problem);
    return REFUSED;
  }
}
