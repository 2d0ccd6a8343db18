package io.weir.itests.osgi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The gateway of the container, as a user meets it: folders and commands. */
final class Gateway {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final BundleContext context;
  private final Path home;

  Gateway(BundleContext context) {
    this.context = context;
    this.home = Path.of(context.getProperty("weir.home"));
  }

  Path file(String name) {
    return home.resolve(name);
  }

  /** Writes aside and renames, as a careful user does. */
  void deploy(String name, byte[] content) throws IOException {
    Path aside = home.resolve(name + ".aside");
    Files.write(aside, content);
    Files.move(aside, home.resolve("deploy").resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  void deploy(String name, String content) throws IOException {
    deploy(name, content.getBytes(StandardCharsets.UTF_8));
  }

  void remove(String name) throws IOException {
    Files.delete(home.resolve("deploy").resolve(name));
  }

  void append(String name, String lines) throws IOException {
    Files.writeString(
        home.resolve(name), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<String> lines(String name) {
    try {
      Path file = home.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  /** What {@code weir:status} prints. */
  String status(String arguments) {
    ServiceReference<CommandProcessor> reference =
        context.getServiceReference(CommandProcessor.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandSession session =
            context
                .getService(reference)
                .createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
      session.execute("weir:status " + arguments);
    } catch (Exception e) {
      throw new AssertionError("weir:status " + arguments, e);
    } finally {
      context.ungetService(reference);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The state of a pipeline, such as {@code running}; empty if there is none of that name. */
  String state(String pipeline) {
    return found(pipeline, "\"state\":\"([a-z]+)\"");
  }

  long commits(String pipeline) {
    return Long.parseLong("0" + found(pipeline, "\"commits\":([0-9]+)"));
  }

  long accepted(String pipeline) {
    return Long.parseLong("0" + found(pipeline, "\"accepted\":([0-9]+)"));
  }

  private String found(String pipeline, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(status(pipeline + " --json"));
    return matcher.find() ? matcher.group(1) : "";
  }

  void await(String what, BooleanSupplier condition) {
    await(what, condition, () -> status("--json"));
  }

  /** Waits until something holds. */
  void await(String what, BooleanSupplier condition, Supplier<String> found) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("waited in vain for: " + what + "; found " + found.get());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  void awaitLines(String file, List<String> expected) {
    await(
        file + " to hold " + expected,
        () -> lines(file).equals(expected),
        () -> lines(file) + " and " + status("--json"));
  }
}
