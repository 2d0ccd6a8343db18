package io.weir.simulator.cli;

import io.weir.simulator.broker.BrokerException;
import io.weir.simulator.fleet.FleetFileException;
import io.weir.simulator.output.OutputException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ScopeType;

/** The {@code weir-sim} command. */
@Command(
    name = "weir-sim",
    description = {"Simulates a fleet of sensors, and knows what a gateway must make of it.", ""},
    subcommands = {
      RunCommand.class,
      VerifyCommand.class,
      DevicesCommand.class,
      FleetCommand.class,
      BrokerCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "weir-sim 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  weir-sim broker --port 1883                 a broker to try things with",
      "  weir-sim run --broker tcp://localhost:1883  the built-in fleet, until Ctrl-C",
      "  weir-sim run my-fleet.yaml --out in.jsonl --for 10m --ledger ledger.jsonl",
      "  weir-sim devices my-fleet.yaml > priorities.csv",
      "  weir-sim verify --ledger ledger.jsonl --upstream out.jsonl"
    })
public final class WeirSim {

  private WeirSim() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command, for tests with other streams. */
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new WeirSim());
    command.setExecutionExceptionHandler(plainMessages());
    return command;
  }

  private static IExecutionExceptionHandler plainMessages() {
    return (exception, command, parsed) -> {
      PrintWriter err = command.getErr();
      if (exception instanceof FleetFileException) {
        err.println(exception.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
      if (exception instanceof OutputException || exception instanceof BrokerException) {
        err.println("weir-sim: " + exception.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
      throw exception;
    };
  }
}
