package io.weir.shell.command;

import io.weir.pipeline.Pipeline;
import picocli.CommandLine.Command;

/** Prints the plan of a pipeline file. */
@Command(name = "explain", description = "Print what a pipeline file does: its plan.")
public final class ExplainCommand extends FileCommand {

  /**
   * The command.
   *
   * @param setting where it runs
   */
  public ExplainCommand(Setting setting) {
    super(setting);
  }

  @Override
  int run(Pipeline pipeline) {
    warn(pipeline.warnings());
    out().print(pipeline.explain());
    return 0;
  }
}
