package io.weir.shell.control;

import java.io.PrintWriter;
import java.util.List;

/**
 * Runs a command line inside the gateway.
 *
 * <p>Thread: any, also several at once.
 */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Runs a command.
   *
   * @param arguments the command and its arguments
   * @param out takes what is for standard output
   * @param err takes what is for standard error
   * @return the exit status
   */
  int run(List<String> arguments, PrintWriter out, PrintWriter err);
}
