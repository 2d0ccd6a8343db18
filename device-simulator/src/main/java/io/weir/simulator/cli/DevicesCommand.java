package io.weir.simulator.cli;

import io.weir.simulator.fleet.Roster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir-sim devices}. */
@Command(
    name = "devices",
    description = {
      "Prints the priority table of a fleet as CSV: device, priority, site.",
      "Some devices are absent from it, as the fleet file says; by default a tenth.",
      ""
    })
final class DevicesCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final FleetChoice choice = new FleetChoice();

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("the command was not set up by picocli");
    }
    String problem = choice.problem();
    if (problem != null) {
      throw new ParameterException(command.commandLine(), problem);
    }
    PrintWriter out = command.commandLine().getOut();
    out.print(Roster.of(choice.fleet()).priorityCsv());
    out.flush();
    return 0;
  }
}
