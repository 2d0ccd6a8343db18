package io.weir.shell.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stands in the help for what {@code bin/weir} does itself, before there is a JVM. */
@Command(
    name = "start",
    description = "Run a gateway in the foreground (--framework felix|equinox).")
public final class StartCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** The command. */
  public StartCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getErr().println("weir: a gateway is started by bin/weir start");
    return 2;
  }
}
