package io.weir.simulator.cli;

import io.weir.simulator.fleet.FleetFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir-sim fleet}. */
@Command(
    name = "fleet",
    description = {"Prints the built-in fleet file, to start one of your own from.", ""})
final class FleetCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("the command was not set up by picocli");
    }
    PrintWriter out = command.commandLine().getOut();
    out.print(FleetFile.demoText());
    out.flush();
    return 0;
  }
}
