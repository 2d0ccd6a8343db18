package io.weir.shell;

import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.shell.command.Setting;
import io.weir.shell.control.ControlClient;
import io.weir.shell.text.Ink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The {@code weir} of the command line. {@code -Dweir.home} is the folder of the gateway. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its exit status.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("weir.home", "."));
    Path data = home.resolve("data");
    Setting setting =
        new Setting(TypeRegistry::load, Variables.system(gatewayId(data)), Ink.ofTerminal());
    Commands commands = Commands.ofCommandLine(setting, new ControlClient(data));
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int status = commands.run(List.of(arguments), out, err);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** The id that a gateway here would fill in; made by its first start. */
  private static String gatewayId(Path data) {
    Path file = data.resolve("gateway-id");
    try {
      return Files.isReadable(file) ? Files.readString(file).strip() : "gateway";
    } catch (java.io.IOException e) {
      return "gateway";
    }
  }

  private static PrintWriter writer(FileDescriptor target) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(target), StandardCharsets.UTF_8));
  }
}
