package io.weir.pipeline.check;

import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.plan.PlanText;
import io.weir.engine.query.QuerySpec;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.config.Block;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fingerprint of everything that a replay of the journal depends on. Where a source connects to
 * and its secrets do not belong to it; what a sink writes does, because its rows are made again.
 */
final class Fingerprint {

  private static final Set<String> NOT_REPLAYED =
      Set.of("buffer.max-bytes", "buffer.max-age", "buffer.when-full");

  private final StringBuilder text = new StringBuilder("1\n");

  private Fingerprint() {}

  static String of(
      List<SourceDefinition> sources,
      List<TableDefinition> tables,
      List<QueryDefinition> queries,
      List<SinkDefinition> sinks,
      TypeRegistry types) {
    Fingerprint print = new Fingerprint();
    sources.forEach(print::source);
    tables.forEach(print::table);
    queries.forEach(print::query);
    sinks.forEach(print::sink);
    types.functions().forEach(f -> print.function(f.name(), types));
    types.aggregates().forEach(a -> print.function(a.name(), types));
    types.groupStates().forEach(s -> print.function(s.name(), types));
    return print.digest();
  }

  private void source(SourceDefinition source) {
    line("source", source.name());
    line("format", source.format().name());
    Block block = (Block) source.config();
    Map<String, String> written = block.written();
    source.format().options().forEach(option -> line("option", written.get(option.name())));
    line("fields", source.fields());
    line(
        "times",
        List.of(source.eventTimeColumn(), source.maxAheadMicros(), source.idleAfterMicros()));
    line("watermark", source.watermark());
    line("identity", source.identity());
  }

  private void table(TableDefinition table) {
    line("table", table.name());
    line("type", table.type().name());
    line("schema", table.schema());
    line("key", table.key() + " " + table.validFromColumn());
    ((Block) table.config())
        .written()
        .forEach(
            (name, value) -> {
              if (!name.equals("refresh") && !name.equals("path")) {
                line(name, value);
              }
            });
  }

  private void query(QueryDefinition query) {
    QuerySpec spec = query.spec();
    line("query", spec.name());
    line("plan", PlanText.of(spec.plan()));
    line("mode", spec.mode() + " " + spec.maxWatermark() + " " + spec.maxStateBytes());
  }

  private void sink(SinkDefinition sink) {
    line("sink", sink.name());
    line("from", sink.from());
    line("type", sink.type().name());
    ((Block) sink.config())
        .written()
        .forEach(
            (name, value) -> {
              if (!NOT_REPLAYED.contains(name)) {
                line(name, value);
              }
            });
  }

  /** Only functions that a query calls count, so that another bundle's update changes nothing. */
  private void function(String name, TypeRegistry types) {
    String lower = text.toString().toLowerCase(Locale.ROOT);
    if (lower.contains("('" + name.toLowerCase(Locale.ROOT) + "'")) {
      line("function", name + " " + types.functionVersion(name));
    }
  }

  private void line(String name, @org.jspecify.annotations.Nullable Object value) {
    text.append(name).append('=').append(value).append('\n');
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
