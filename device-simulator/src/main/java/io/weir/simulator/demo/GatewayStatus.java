package io.weir.simulator.demo;

import io.weir.simulator.truth.Fates;
import io.weir.simulator.truth.FatesReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo needs of {@code weir status --json}, of the one pipeline with one source, one query
 * and one sink.
 *
 * @param state such as {@code running}
 * @param message why, where there is a reason
 * @param sourceHealth the source's last report
 * @param sinkHealth the sink's last report
 * @param fates records by fate
 * @param watermarkMicros the query's watermark; {@link Long#MIN_VALUE} for none yet
 * @param rows rows of the result so far
 * @param pendingRows of these, not confirmed by the upstream yet
 */
record GatewayStatus(
    String state,
    String message,
    String sourceHealth,
    String sinkHealth,
    Fates fates,
    long watermarkMicros,
    long rows,
    long pendingRows) {

  /** Nothing known yet. */
  static final GatewayStatus UNKNOWN =
      new GatewayStatus(
          "starting", "", "", "", FatesReader.of(Map.of(), Map.of()), Long.MIN_VALUE, 0, 0);

  static GatewayStatus read(String json) throws IOException {
    Map<?, ?> document = map(JsonTree.read(json));
    List<?> pipelines = list(document.get("pipelines"));
    if (pipelines.isEmpty()) {
      return UNKNOWN;
    }
    Map<?, ?> pipeline = map(pipelines.get(0));
    Map<?, ?> source = first(pipeline.get("sources"));
    Map<?, ?> query = first(pipeline.get("queries"));
    Map<?, ?> sink = first(pipeline.get("sinks"));
    Map<String, Long> inQuery = counts(query.get("fates"));
    inQuery.put("partly-late", number(query.get("partly-late"), 0));
    return new GatewayStatus(
        text(pipeline.get("state")),
        text(pipeline.get("message")),
        text(source.get("health")),
        text(sink.get("health")),
        FatesReader.of(counts(source.get("fates")), inQuery),
        number(query.get("watermark"), Long.MIN_VALUE),
        number(sink.get("rows"), 0),
        number(sink.get("pending-rows"), 0));
  }

  /** Whether the source is connected and subscribed, so that what is sent reaches the gateway. */
  boolean receiving() {
    return state.equals("running") && sourceHealth.startsWith("UP");
  }

  private static Map<?, ?> first(@Nullable Object array) throws IOException {
    List<?> list = list(array);
    return list.isEmpty() ? Map.of() : map(list.get(0));
  }

  private static Map<?, ?> map(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException("the gateway's status has " + value + " where an object was expected");
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Long> counts(@Nullable Object value) {
    Map<String, Long> counts = new HashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, count) -> counts.put(String.valueOf(name), number(count, 0)));
    }
    return counts;
  }

  private static long number(@Nullable Object value, long absent) {
    return value instanceof Number number ? number.longValue() : absent;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
