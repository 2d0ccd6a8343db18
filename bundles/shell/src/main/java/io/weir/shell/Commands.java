package io.weir.shell;

import io.weir.shell.command.CheckCommand;
import io.weir.shell.command.ExplainCommand;
import io.weir.shell.command.RunCommand;
import io.weir.shell.command.Setting;
import io.weir.shell.command.StartCommand;
import io.weir.shell.command.StatusCommand;
import io.weir.shell.command.StopCommand;
import io.weir.shell.command.TestCommand;
import io.weir.shell.command.WhyCommand;
import io.weir.shell.control.CommandRunner;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, by name: the same ones for the command line, for the gateway's socket and for Gogo.
 *
 * <p>Thread: any; every call makes its own command.
 */
public final class Commands implements CommandRunner {

  private final Map<String, Supplier<Object>> commands;
  private final boolean colour;

  private Commands(Map<String, Supplier<Object>> commands, boolean colour) {
    this.commands = new LinkedHashMap<>(commands);
    this.colour = colour;
  }

  /**
   * Commands that need no gateway, and those that are sent to one.
   *
   * @param setting where they run
   * @param gateway runs the commands of a running gateway
   */
  public static Commands ofCommandLine(Setting setting, CommandRunner gateway) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("start", StartCommand::new);
    remote(commands, "status", "Show what the running gateway's pipelines are doing.", gateway);
    remote(commands, "why", "Say why a pipeline of the running gateway does not run.", gateway);
    remote(commands, "stop", "Stop the running gateway.", gateway);
    commands.putAll(local(setting));
    return new Commands(commands, setting.ink().on());
  }

  /**
   * The commands inside a gateway.
   *
   * @param setting where they run
   * @param gateway the gateway
   */
  public static Commands ofGateway(Setting setting, GatewayControl gateway) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("status", () -> new StatusCommand(setting, gateway));
    commands.put("why", () -> new WhyCommand(gateway));
    commands.put("stop", () -> new StopCommand(gateway));
    commands.putAll(local(setting));
    return new Commands(commands, setting.ink().on());
  }

  private static void remote(
      Map<String, Supplier<Object>> commands,
      String name,
      String description,
      CommandRunner gateway) {
    commands.put(name, () -> RemoteCommand.of(name, description, gateway));
  }

  private static Map<String, Supplier<Object>> local(Setting setting) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", () -> new CheckCommand(setting));
    commands.put("explain", () -> new ExplainCommand(setting));
    commands.put("run", () -> new RunCommand(setting));
    commands.put("test", () -> new TestCommand(setting));
    return commands;
  }

  /** The names of all commands. */
  public Set<String> names() {
    return commands.keySet();
  }

  @Override
  public int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    CommandLine root = new CommandLine(CommandSpec.forAnnotatedObject(new RootCommand()));
    commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
    root.setOut(out);
    root.setErr(err);
    root.setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
    root.setUsageHelpAutoWidth(false);
    int status = root.execute(arguments.toArray(String[]::new));
    out.flush();
    err.flush();
    return status;
  }
}
