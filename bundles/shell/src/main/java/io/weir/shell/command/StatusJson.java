package io.weir.shell.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.api.Fate;
import io.weir.engine.run.PipelineStatus;
import io.weir.shell.GatewayControl;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status as JSON. Times are epoch microseconds, null for none. */
final class StatusJson {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  private StatusJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(GatewayControl gateway, List<PipelineStatus> pipelines) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      StatusJson writer = new StatusJson(generator);
      generator.writeStartObject();
      generator.writeStringField("gateway", gateway.id());
      generator.writeArrayFieldStart("pipelines");
      for (PipelineStatus pipeline : pipelines) {
        writer.pipeline(pipeline, gateway.origin(pipeline.pipeline()));
      }
      generator.writeEndArray();
      generator.writeObjectFieldStart("problems");
      for (Map.Entry<String, String> problem : gateway.problems().entrySet()) {
        generator.writeStringField(problem.getKey(), problem.getValue());
      }
      generator.writeEndObject();
      generator.writeEndObject();
    }
    return text.toString();
  }

  private void pipeline(PipelineStatus pipeline, @Nullable String origin) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", pipeline.pipeline());
    json.writeStringField("version", pipeline.version());
    json.writeStringField("state", pipeline.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("message", pipeline.message());
    json.writeStringField("from", origin == null ? "" : origin);
    time("now", pipeline.nowMicros());
    json.writeArrayFieldStart("sources");
    for (PipelineStatus.SourceStatus source : pipeline.sources()) {
      json.writeStartObject();
      json.writeStringField("name", source.name());
      json.writeStringField("health", source.health());
      fates(source.fates());
      time("watermark", source.watermarkMicros());
      time("greatest-event", source.greatestEventMicros());
      time("last-received", source.lastReceivedMicros());
      json.writeNumberField("identities-forgotten", source.identitiesForgotten());
      json.writeStringField("last-reason", source.lastReason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tables");
    for (PipelineStatus.TableStatus table : pipeline.tables()) {
      json.writeStartObject();
      json.writeStringField("name", table.name());
      json.writeStringField("health", table.health());
      json.writeNumberField("version", table.version());
      json.writeNumberField("rows", table.rows());
      json.writeEndObject();
    }
    json.writeEndArray();
    queries(pipeline.queries());
    sinks(pipeline.sinks());
    json.writeObjectFieldStart("journal");
    json.writeNumberField("commits", pipeline.journal().commits());
    json.writeNumberField("bytes-appended", pipeline.journal().bytesAppended());
    json.writeNumberField("replayed", pipeline.journal().replayed());
    json.writeArrayFieldStart("takeover");
    for (String sentence : pipeline.journal().takeover()) {
      json.writeString(sentence);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void queries(List<PipelineStatus.QueryStatus> queries) throws IOException {
    json.writeArrayFieldStart("queries");
    for (PipelineStatus.QueryStatus query : queries) {
      json.writeStartObject();
      json.writeStringField("name", query.name());
      fates(query.fates());
      json.writeNumberField("partly-late", query.partlyLate());
      json.writeNumberField("results-quarantined", query.resultsQuarantined());
      json.writeNumberField("rows", query.rowsOut());
      time("watermark", query.watermarkMicros());
      json.writeNumberField("state-bytes", query.stateBytes());
      json.writeNumberField("state-rows", query.stateRows());
      json.writeStringField("last-reason", query.lastReason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void sinks(List<PipelineStatus.SinkStatus> sinks) throws IOException {
    json.writeArrayFieldStart("sinks");
    for (PipelineStatus.SinkStatus sink : sinks) {
      json.writeStartObject();
      json.writeStringField("name", sink.name());
      json.writeStringField("health", sink.health());
      json.writeNumberField("rows", sink.rows());
      json.writeNumberField("confirmed", sink.confirmed());
      json.writeNumberField("pending-rows", sink.pendingRows());
      json.writeNumberField("pending-bytes", sink.pendingBytes());
      json.writeNumberField("dropped", sink.dropped());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void fates(Map<Fate, Long> fates) throws IOException {
    json.writeObjectFieldStart("fates");
    for (Map.Entry<Fate, Long> fate : fates.entrySet()) {
      json.writeNumberField(fate.getKey().label(), fate.getValue());
    }
    json.writeEndObject();
  }

  private void time(String name, long micros) throws IOException {
    if (micros == Long.MIN_VALUE) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, micros);
    }
  }
}
