package io.weir.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.simulator.fleet.Roster.TableRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a ledger that {@link LedgerWriter} wrote. */
public final class LedgerReader implements Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final LedgerHeader header;

  /**
   * Reads the header.
   *
   * @param in closed with this reader
   * @throws IOException if it is not a ledger
   */
  public LedgerReader(InputStream in) throws IOException {
    this.json = JSON.createParser(in);
    this.header = readHeader();
  }

  /** What the ledger says before its first message. */
  public LedgerHeader header() {
    return header;
  }

  private LedgerHeader readHeader() throws IOException {
    long version = 0;
    String fleet = "";
    long seed = 0;
    long start = 0;
    long skew = 0;
    Map<String, TableRow> table = new LinkedHashMap<>();
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "ledger" -> version = json.getLongValue();
        case "fleet" -> fleet = json.getText();
        case "seed" -> seed = json.getLongValue();
        case "start_us" -> start = json.getLongValue();
        case "skew_us" -> skew = json.getLongValue();
        case "table" -> readTable(table);
        default -> json.skipChildren();
      }
    }
    if (version != 1) {
      throw new IOException("not a ledger of version 1: it starts without {\"ledger\":1,...}");
    }
    return new LedgerHeader(fleet, seed, start, skew, table);
  }

  private void readTable(Map<String, TableRow> table) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String device = json.currentName();
      expect(json.nextToken(), JsonToken.START_ARRAY);
      json.nextToken();
      int priority = json.getIntValue();
      json.nextToken();
      table.put(device, new TableRow(priority, json.getText()));
      expect(json.nextToken(), JsonToken.END_ARRAY);
    }
  }

  /** The next message, or null at the end. */
  public @Nullable LedgerEntry next() throws IOException {
    JsonToken token = json.nextToken();
    if (token == null) {
      return null;
    }
    expect(token, JsonToken.START_OBJECT);
    long index = -1;
    long due = 0;
    String device = "";
    long seq = 0;
    long time = 0;
    String malformed = "";
    Map<String, BigDecimal> values = new HashMap<>();
    int copies = 1;
    boolean acknowledged = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "i" -> index = json.getLongValue();
        case "due_us" -> due = json.getLongValue();
        case "device" -> device = json.getText();
        case "seq" -> seq = json.getLongValue();
        case "ts_us" -> time = json.getLongValue();
        case "malformed" -> malformed = json.getText();
        case "values" -> readValues(values);
        case "copies" -> copies = json.getIntValue();
        case "acknowledged" -> acknowledged = json.getBooleanValue();
        default -> json.skipChildren();
      }
    }
    return new LedgerEntry(index, due, device, seq, time, malformed, values, copies, acknowledged);
  }

  private void readValues(Map<String, BigDecimal> values) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      values.put(field, json.getDecimalValue());
    }
  }

  private void expect(@Nullable JsonToken found, JsonToken expected) throws IOException {
    if (found != expected) {
      throw new IOException(
          "line "
              + json.currentLocation().getLineNr()
              + " of the ledger: found "
              + found
              + ", expected "
              + expected);
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
