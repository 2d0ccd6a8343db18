package io.weir.itests.crash;

import io.weir.api.Fate;
import io.weir.engine.run.PipelineStatus;
import io.weir.mqtt.MqttSourceType;
import io.weir.pipeline.Gateway;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A gateway in a process of its own, to be killed: {@code honest|early DATA-FOLDER
 * PIPELINE-FILE...}. A line with a pipeline's name on standard input is answered with a line about
 * it; the end of the input stops the gateway cleanly.
 */
final class GatewayMain {

  private GatewayMain() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, PipelineException {
    TypeRegistry.Builder types = TypeRegistry.builder();
    if (arguments[0].equals("early")) {
      types.source(new EarlyAcknowledgement(new MqttSourceType()));
    }
    TypeRegistry all = types.services(GatewayMain.class.getClassLoader()).build();
    try (Gateway gateway = Gateway.open(Path.of(arguments[1]))) {
      for (String file : List.of(arguments).subList(2, arguments.length)) {
        var unused = gateway.start(PipelineFile.read(Path.of(file), all, gateway.variables()), all);
      }
      answer(gateway);
    }
  }

  private static void answer(Gateway gateway) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String name = in.readLine();
    while (name != null) {
      System.out.println(line(gateway.status(name)));
      name = in.readLine();
    }
  }

  private static String line(@Nullable PipelineStatus status) {
    if (status == null || status.sources().isEmpty()) {
      return Report.NONE.toLine();
    }
    PipelineStatus.SourceStatus source = status.sources().get(0);
    PipelineStatus.QueryStatus query = status.queries().get(0);
    PipelineStatus.SinkStatus sink = status.sinks().get(0);
    return new Report(
            status.state() == PipelineStatus.State.RUNNING && subscribed(source.health()),
            query.watermarkMicros(),
            sink.rows(),
            sink.pendingRows(),
            status.journal().commits(),
            "{\"source\":{%s},\"query\":{%s,\"partly-late\":%d}}"
                .formatted(
                    counts(source.fates()),
                    query.fates().isEmpty() ? "\"late\":0" : counts(query.fates()),
                    query.partlyLate()))
        .toLine();
  }

  /** Also with a loss that the message names, such as a broker's window smaller than declared. */
  private static boolean subscribed(String health) {
    return health.startsWith("UP") || health.startsWith("DEGRADED");
  }

  private static String counts(Map<Fate, Long> fates) {
    return fates.entrySet().stream()
        .map(each -> "\"%s\":%d".formatted(each.getKey().label(), each.getValue()))
        .collect(Collectors.joining(","));
  }
}
