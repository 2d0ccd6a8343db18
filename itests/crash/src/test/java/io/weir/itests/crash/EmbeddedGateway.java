package io.weir.itests.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that runs {@link GatewayMain}. */
final class EmbeddedGateway extends GatewayProcess {

  private final BufferedReader answers;
  private final Writer questions;

  private EmbeddedGateway(Process process, Path log) {
    super(process, log);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  static EmbeddedGateway start(String variant, Path folder, List<Path> pipelines)
      throws IOException {
    Path log = folder.resolve("gateway.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                variant,
                folder.resolve("data").toString()));
    pipelines.forEach(pipeline -> command.add(pipeline.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new EmbeddedGateway(process, log);
  }

  @Override
  Report report(String pipeline) {
    try {
      questions.write(pipeline + "\n");
      questions.flush();
      String answer = answers.readLine();
      return answer == null ? Report.NONE : Report.ofLine(answer);
    } catch (IOException e) {
      return Report.NONE;
    }
  }

  @Override
  void askToStop() throws IOException {
    questions.close();
  }
}
