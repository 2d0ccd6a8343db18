package io.weir.pipeline.plan;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.plan.PlanPrinter;
import io.weir.engine.plan.WatermarkFlow;
import io.weir.engine.query.QuerySpec;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what a pipeline does: sources, tables, the plan of each query, sinks. */
public final class Explanation {

  private final StringBuilder text = new StringBuilder();

  private Explanation() {}

  /**
   * Explains a pipeline.
   *
   * @param pipeline checked
   * @return several lines, each with a line end
   */
  public static String of(PipelineDefinition pipeline) {
    Explanation explanation = new Explanation();
    explanation.line(
        0,
        "pipeline %s%s, commit %s",
        pipeline.name(),
        pipeline.version().isEmpty() ? "" : " " + pipeline.version(),
        duration(pipeline.commitMicros()));
    pipeline.sources().forEach(explanation::source);
    pipeline.tables().forEach(explanation::table);
    pipeline.queries().forEach(explanation::query);
    pipeline.sinks().forEach(explanation::sink);
    return explanation.text.toString();
  }

  private void source(SourceDefinition source) {
    line(0, "source %s: %s, %s", source.name(), source.type().name(), source.format().name());
    line(
        1, "columns %s", columns(source.fields().stream().map(f -> f.field().toString()).toList()));
    line(1, "event time %s", column(source, source.eventTimeColumn(), "is the receive time"));
    SourceDefinition.Watermark mark = source.watermark();
    line(
        1,
        "watermark %s behind %s",
        duration(mark.delayMicros()),
        mark.byColumn() < 0
            ? "the greatest event time"
            : "the smallest of the greatest event times by "
                + column(source, mark.byColumn(), "")
                + (mark.deviceIdleMicros() < 0
                    ? ""
                    : ", without those silent for " + duration(mark.deviceIdleMicros())));
    line(
        1,
        "max-ahead %s, idle-after %s",
        off(source.maxAheadMicros()),
        off(source.idleAfterMicros()));
    SourceDefinition.Identity identity = source.identity();
    if (identity != null) {
      line(
          1,
          "identity %s, for %s of event time, at most %d",
          columns(identity.columns().stream().map(i -> column(source, i, "")).toList()),
          duration(identity.horizonMicros()),
          identity.maxKeys());
    }
  }

  private void table(TableDefinition table) {
    line(
        0,
        "table %s: %s, key %s, looked at every %s",
        table.name(),
        table.type().name(),
        columns(table.key().stream().map(i -> table.schema().field(i).name()).toList()),
        duration(table.refreshMicros()));
    line(1, "columns %s", columns(table.schema().fields().stream().map(Object::toString).toList()));
    if (table.validFromColumn() >= 0) {
      line(1, "valid from %s", table.schema().field(table.validFromColumn()).name());
    }
  }

  private void query(QueryDefinition query) {
    line(
        0,
        "query %s: output %s, trigger %s, state at most %s",
        query.spec().name(),
        word(query.spec().mode()),
        query.trigger().availableNow()
            ? "available-now"
            : duration(query.trigger().intervalMicros()),
        size(query.spec().maxStateBytes()));
    QuerySpec spec = query.spec();
    PlanPrinter.print(spec.plan()).lines().forEach(line -> line(1, "%s", line));
    line(1, "watermark of the result: %s", WatermarkFlow.of(spec.plan(), spec.maxWatermark()));
  }

  private void sink(SinkDefinition sink) {
    String from =
        switch (sink.from().kind()) {
          case RESULT -> sink.from().name();
          case LATE -> sink.from().name() + ".late";
          case QUERY_QUARANTINE, SOURCE_QUARANTINE -> sink.from().name() + ".quarantine";
        };
    line(
        0,
        "sink %s: %s, %s, from %s%s",
        sink.name(),
        sink.type().name(),
        sink.format().name(),
        from,
        sink.withId() ? "" : ", without _id");
    line(
        1,
        "buffer %s, %s, when full %s",
        size(sink.buffer().maxBytes()),
        duration(sink.buffer().maxAgeMicros()),
        word(sink.buffer().whenFull()));
  }

  private static String column(SourceDefinition source, int index, String otherwise) {
    return index < 0 ? otherwise : source.fields().get(index).field().name();
  }

  private static String columns(List<String> columns) {
    return columns.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  private static String off(long micros) {
    return micros < 0 ? "off" : duration(micros);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A duration as a user would write it. */
  static String duration(long micros) {
    Duration duration = Duration.of(micros, ChronoUnit.MICROS);
    long[] units = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L};
    String[] names = {"d", "h", "m", "s", "ms"};
    for (int i = 0; i < units.length; i++) {
      if (micros != 0 && micros % units[i] == 0) {
        return micros / units[i] + names[i];
      }
    }
    return duration.isZero() ? "0ms" : micros + "us";
  }

  /** A size as a user would write it. */
  static String size(long bytes) {
    String[] names = {"B", "KB", "MB", "GB", "TB"};
    long rest = bytes;
    int unit = 0;
    while (unit < names.length - 1 && rest != 0 && rest % 1024 == 0) {
      rest /= 1024;
      unit++;
    }
    return rest + names[unit];
  }

  private void line(int depth, String form, Object... values) {
    text.append("  ".repeat(depth)).append(form.formatted(values)).append('\n');
  }
}
