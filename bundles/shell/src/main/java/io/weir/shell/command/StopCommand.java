package io.weir.shell.command;

import io.weir.shell.GatewayControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends the gateway. */
@Command(name = "stop", description = "Stop the gateway: every pipeline takes a checkpoint first.")
public final class StopCommand implements Callable<Integer> {

  private final GatewayControl gateway;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * The command.
   *
   * @param gateway to be ended
   */
  public StopCommand(GatewayControl gateway) {
    this.gateway = gateway;
  }

  @Override
  public Integer call() {
    spec.commandLine().getOut().println("The gateway " + gateway.id() + " stops.");
    gateway.stop();
    return 0;
  }
}
