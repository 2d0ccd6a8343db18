package io.weir.shell.gateway;

import io.weir.api.Fate;
import io.weir.engine.run.PipelineStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The status for people. */
final class StatusText {

  private StatusText() {}

  static void write(
      String gateway, List<PipelineStatus> pipelines, Map<Path, String> problems, PrintWriter out) {
    out.printf("gateway %s, %d pipeline%s%n", gateway, pipelines.size(), plural(pipelines.size()));
    pipelines.forEach(pipeline -> pipeline(pipeline, out));
    problems.forEach(
        (file, problem) -> {
          out.println();
          out.println("deploy/" + file.getFileName() + " cannot be used:");
          problem.lines().forEach(line -> out.println("  " + line));
        });
  }

  private static void pipeline(PipelineStatus pipeline, PrintWriter out) {
    out.println();
    out.printf(
        "%s%s: %s%s%n",
        pipeline.pipeline(),
        pipeline.version().isEmpty() ? "" : " " + pipeline.version(),
        pipeline.state().name().toLowerCase(Locale.ROOT),
        pipeline.message().isEmpty() ? "" : ", " + pipeline.message());
    for (var source : pipeline.sources()) {
      out.printf("  source %-16s %s%n", source.name(), fates(source.fates()));
      out.printf(
          "         %-16s watermark %s, last record %s%s%n",
          "",
          time(source.watermarkMicros()),
          time(source.lastReceivedMicros()),
          health(source.health()));
    }
    for (var table : pipeline.tables()) {
      out.printf(
          "  table  %-16s version %d, %,d row%s%s%n",
          table.name(),
          table.version(),
          table.rows(),
          plural(table.rows()),
          health(table.health()));
    }
    for (var query : pipeline.queries()) {
      out.printf("  query  %-16s %s%n", query.name(), fates(query.fates()));
      out.printf(
          "         %-16s watermark %s, %,d rows out, state %,d rows in %s%n",
          "",
          time(query.watermarkMicros()),
          query.rowsOut(),
          query.stateRows(),
          bytes(query.stateBytes()));
    }
    for (var sink : pipeline.sinks()) {
      out.printf(
          "  sink   %-16s %,d rows, %,d confirmed, %,d waiting (%s)%s%s%n",
          sink.name(),
          sink.rows(),
          sink.confirmed(),
          sink.pendingRows(),
          bytes(sink.pendingBytes()),
          sink.dropped() == 0 ? "" : ", " + sink.dropped() + " dropped",
          health(sink.health()));
    }
    out.printf(
        "  journal %,d commits, %s written%s since the start%n",
        pipeline.journal().commits(),
        bytes(pipeline.journal().bytesAppended()),
        pipeline.journal().replayed() == 0
            ? ""
            : ", %,d records replayed".formatted(pipeline.journal().replayed()));
    pipeline.journal().takeover().forEach(sentence -> out.println("  " + sentence));
  }

  private static String fates(Map<Fate, Long> fates) {
    String text =
        fates.entrySet().stream()
            .filter(fate -> fate.getValue() > 0)
            .map(fate -> "%s %,d".formatted(fate.getKey().label(), fate.getValue()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "no records yet" : text;
  }

  private static String health(String report) {
    return report.isEmpty() ? "" : "; " + report;
  }

  private static String time(long micros) {
    return micros == Long.MIN_VALUE
        ? "none"
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String bytes(long count) {
    if (count < 10_240) {
      return count + " B";
    }
    return count < 10 << 20 ? (count >> 10) + " KB" : (count >> 20) + " MB";
  }

  private static String plural(int count) {
    return count == 1 ? "" : "s";
  }
}
