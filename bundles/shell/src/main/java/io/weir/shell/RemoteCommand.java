package io.weir.shell;

import io.weir.shell.control.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that a running gateway carries out; all its arguments go there. */
@Command
final class RemoteCommand implements Callable<Integer> {

  private final String name;
  private final CommandRunner gateway;

  @Spec private CommandSpec spec;

  @Unmatched private List<String> arguments = new ArrayList<>();

  private RemoteCommand(String name, CommandRunner gateway) {
    this.name = name;
    this.gateway = gateway;
  }

  /**
   * A command.
   *
   * @param name its name in the gateway
   * @param description one line
   * @param gateway carries it out
   */
  static CommandSpec of(String name, String description, CommandRunner gateway) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new RemoteCommand(name, gateway));
    spec.usageMessage().description(description);
    return spec;
  }

  @Override
  public Integer call() {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(arguments);
    return gateway.run(line, spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
