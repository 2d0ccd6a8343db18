package io.weir.shell.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.api.Fate;
import io.weir.engine.run.PipelineStatus;
import io.weir.engine.run.PipelineStatus.QueryStatus;
import io.weir.engine.run.PipelineStatus.SinkStatus;
import io.weir.engine.run.PipelineStatus.SourceStatus;
import io.weir.engine.run.PipelineStatus.TableStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The status as JSON, for programs. Times are epoch microseconds, null for none yet. */
final class StatusJson {

  private static final JsonFactory JSON = new JsonFactory();

  private StatusJson() {}

  static String write(String gateway, List<PipelineStatus> pipelines, Map<Path, String> problems) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("gateway", gateway);
      json.writeArrayFieldStart("pipelines");
      for (PipelineStatus pipeline : pipelines) {
        pipeline(json, pipeline);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("problems");
      for (Map.Entry<Path, String> problem : problems.entrySet()) {
        json.writeStringField(String.valueOf(problem.getKey().getFileName()), problem.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void pipeline(JsonGenerator json, PipelineStatus pipeline) throws IOException {
    json.writeStartObject();
    json.writeStringField("pipeline", pipeline.pipeline());
    json.writeStringField("version", pipeline.version());
    json.writeStringField("state", pipeline.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("message", pipeline.message());
    time(json, "now", pipeline.nowMicros());
    json.writeArrayFieldStart("sources");
    for (SourceStatus source : pipeline.sources()) {
      source(json, source);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tables");
    for (TableStatus table : pipeline.tables()) {
      table(json, table);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("queries");
    for (QueryStatus query : pipeline.queries()) {
      query(json, query);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("sinks");
    for (SinkStatus sink : pipeline.sinks()) {
      sink(json, sink);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("journal");
    json.writeNumberField("commits", pipeline.journal().commits());
    json.writeNumberField("bytes", pipeline.journal().bytesAppended());
    json.writeNumberField("replayed", pipeline.journal().replayed());
    json.writeArrayFieldStart("takeover");
    for (String sentence : pipeline.journal().takeover()) {
      json.writeString(sentence);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, SourceStatus source) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", source.name());
    fates(json, source.fates());
    time(json, "watermark", source.watermarkMicros());
    time(json, "greatest-event-time", source.greatestEventMicros());
    time(json, "last-received", source.lastReceivedMicros());
    json.writeNumberField("identities-forgotten", source.identitiesForgotten());
    json.writeStringField("health", source.health());
    json.writeEndObject();
  }

  private static void table(JsonGenerator json, TableStatus table) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", table.name());
    json.writeNumberField("version", table.version());
    json.writeNumberField("rows", table.rows());
    json.writeStringField("health", table.health());
    json.writeEndObject();
  }

  private static void query(JsonGenerator json, QueryStatus query) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", query.name());
    fates(json, query.fates());
    json.writeNumberField("partly-late", query.partlyLate());
    json.writeNumberField("results-quarantined", query.resultsQuarantined());
    json.writeNumberField("rows", query.rowsOut());
    time(json, "watermark", query.watermarkMicros());
    json.writeNumberField("state-bytes", query.stateBytes());
    json.writeNumberField("state-rows", query.stateRows());
    json.writeEndObject();
  }

  private static void sink(JsonGenerator json, SinkStatus sink) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", sink.name());
    json.writeNumberField("rows", sink.rows());
    json.writeNumberField("confirmed", sink.confirmed());
    json.writeNumberField("pending-rows", sink.pendingRows());
    json.writeNumberField("pending-bytes", sink.pendingBytes());
    json.writeNumberField("dropped", sink.dropped());
    json.writeStringField("health", sink.health());
    json.writeEndObject();
  }

  private static void fates(JsonGenerator json, Map<Fate, Long> fates) throws IOException {
    json.writeObjectFieldStart("fates");
    for (Map.Entry<Fate, Long> fate : fates.entrySet()) {
      json.writeNumberField(fate.getKey().label(), fate.getValue());
    }
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, long micros) throws IOException {
    if (micros == Long.MIN_VALUE) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, micros);
    }
  }
}
