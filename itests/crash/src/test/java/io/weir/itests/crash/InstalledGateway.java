package io.weir.itests.crash;

import io.weir.shell.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway of the distribution, started by {@code bin/weir} and asked over its socket. */
final class InstalledGateway extends GatewayProcess {

  /** The unpacked distribution. */
  static final Path DISTRIBUTION =
      Path.of(System.getProperty("weir.distribution")).toAbsolutePath().normalize();

  private static final String NUMBER = "(-?[0-9]+)";

  private final ControlClient control;

  private InstalledGateway(Process process, Path log, Path home) {
    super(process, log);
    control = new ControlClient(home.resolve("data"));
  }

  /** Starts one that is installed in a folder, in which {@code deploy} may stand already. */
  static InstalledGateway start(String framework, Path home) throws IOException {
    return start(framework, home, Map.of());
  }

  static InstalledGateway start(String framework, Path home, Map<String, String> environment)
      throws IOException {
    for (String part : List.of("bin", "bundles", "conf", "lib")) {
      if (!Files.exists(home.resolve(part))) {
        copy(DISTRIBUTION.resolve(part), home.resolve(part));
      }
    }
    Path log = home.resolve("gateway.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin").resolve("weir").toString(), "start", "--framework", framework);
    builder.environment().remove("WEIR_HOME");
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new InstalledGateway(builder.start(), log, home);
  }

  @Override
  Report report(String pipeline) {
    StringWriter answer = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    int exit = control.run(List.of("status", pipeline, "--json"), new PrintWriter(answer), nowhere);
    String status = answer.toString();
    if (exit != 0 || !status.contains("\"fates\"")) {
      return Report.NONE;
    }
    String sources = status.substring(status.indexOf("\"sources\""), status.indexOf("\"tables\""));
    String sinks = status.substring(status.indexOf("\"sinks\""));
    String queries = status.substring(status.indexOf("\"queries\""));
    String watermark = find(queries, "\"watermark\":" + NUMBER);
    return new Report(
        status.contains("\"state\":\"running\"")
            && sources.matches("(?s).*\"health\":\"(UP|DEGRADED).*"),
        watermark.isEmpty() ? Long.MIN_VALUE : Long.parseLong(watermark),
        Long.parseLong(find(sinks, "\"rows\":" + NUMBER)),
        Long.parseLong(find(sinks, "\"pending-rows\":" + NUMBER)),
        Long.parseLong(find(status, "\"commits\":" + NUMBER)),
        "{\"source\":%s,\"query\":{%s,\"partly-late\":%s}}"
            .formatted(
                find(status, "\"fates\":(\\{[^}]*\\})"),
                find(queries, "\"fates\":\\{([^}]*)\\}"),
                find(queries, "\"partly-late\":" + NUMBER)));
  }

  /** As a service manager does. */
  @Override
  void askToStop() {
    terminate();
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
