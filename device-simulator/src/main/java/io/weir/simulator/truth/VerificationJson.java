package io.weir.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes a verification as JSON. */
final class VerificationJson {

  private static final JsonFactory JSON = new JsonFactory();

  private VerificationJson() {}

  static String write(Verification outcome) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", outcome.ok());
      json.writeNumberField("sent", outcome.sent());
      Fates gateway = outcome.gateway();
      if (gateway != null) {
        json.writeNumberField("received", gateway.received());
        fates(json, "fates", gateway);
      }
      fates(json, "expected", outcome.expected());
      json.writeNumberField("windows", outcome.windows());
      json.writeNumberField("open", outcome.open());
      json.writeNumberField("unknown", outcome.unknown());
      json.writeNumberField("missing", outcome.missing());
      json.writeNumberField("extra", outcome.extra());
      json.writeNumberField("wrong", outcome.wrong());
      json.writeNumberField("repeated", outcome.repeated());
      json.writeObjectFieldStart("examples");
      texts(json, "missing", outcome.missingExamples());
      texts(json, "extra", outcome.extraExamples());
      texts(json, "wrong", outcome.wrongExamples());
      json.writeEndObject();
      texts(json, "problems", outcome.fateProblems());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void fates(JsonGenerator json, String name, Fates fates) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeObjectFieldStart("source");
    json.writeNumberField("accepted", fates.accepted());
    json.writeNumberField("duplicate", fates.duplicate());
    json.writeNumberField("quarantined", fates.quarantined());
    json.writeNumberField("overflow", fates.overflow());
    json.writeEndObject();
    json.writeObjectFieldStart("query");
    json.writeNumberField("aggregated", fates.aggregated());
    json.writeNumberField("no-match", fates.noMatch());
    json.writeNumberField("filtered", fates.filtered());
    json.writeNumberField("late", fates.late());
    json.writeNumberField("quarantined", fates.queryQuarantined());
    json.writeNumberField("partly_late", fates.partlyLate());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
