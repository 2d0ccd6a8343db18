package io.weir.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.weir.simulator.fleet.Roster.TableRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Writes a ledger as JSON Lines: a header, then a line for every message in the order of sending.
 */
public final class LedgerWriter implements LedgerSink, Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  /**
   * Writes the header.
   *
   * @param out closed with this writer
   */
  public LedgerWriter(OutputStream out, LedgerHeader header) throws IOException {
    this.json = JSON.createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    json.writeStartObject();
    json.writeNumberField("ledger", 1);
    json.writeStringField("fleet", header.fleet());
    json.writeNumberField("seed", header.seed());
    json.writeNumberField("start_us", header.startMicros());
    json.writeNumberField("skew_us", header.skewMicros());
    json.writeObjectFieldStart("table");
    for (Map.Entry<String, TableRow> row : header.table().entrySet()) {
      json.writeArrayFieldStart(row.getKey());
      json.writeNumber(row.getValue().priority());
      json.writeString(row.getValue().site());
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void sent(LedgerEntry entry) {
    try {
      json.writeStartObject();
      json.writeNumberField("i", entry.index());
      json.writeNumberField("due_us", entry.dueMicros());
      json.writeStringField("device", entry.device());
      json.writeNumberField("seq", entry.seq());
      json.writeNumberField("ts_us", entry.timeMicros());
      if (!entry.malformed().isEmpty()) {
        json.writeStringField("malformed", entry.malformed());
      }
      json.writeObjectFieldStart("values");
      for (Map.Entry<String, BigDecimal> value : entry.values().entrySet()) {
        json.writeNumberField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
      if (entry.copies() != 1) {
        json.writeNumberField("copies", entry.copies());
      }
      if (!entry.acknowledged()) {
        json.writeBooleanField("acknowledged", false);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}
