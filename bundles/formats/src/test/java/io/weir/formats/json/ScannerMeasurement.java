package io.weir.formats.json;

import static io.weir.formats.Decoded.field;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleBuilder;
import io.weir.api.data.LongBuilder;
import io.weir.api.data.TextBuilder;
import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.Records;
import io.weir.api.format.RowBuilder;
import io.weir.formats.Decoded;
import io.weir.formats.TestRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Nanoseconds a message of about 50 bytes, payload to columns: the scanner, its fallback, and
 * jackson-core used by hand with a parser a message. Prints the best of several rounds, in CPU time
 * of the thread, so that a busy machine disturbs little.
 */
public final class ScannerMeasurement {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int BATCH = 2048;
  private static final int BATCHES = 500;
  private static final int ROUNDS = 12;

  private static final List<InputField> FIELDS =
      List.of(
          field("device", DataType.STRING),
          field("ts", DataType.TIMESTAMP),
          field("temp", DataType.DOUBLE));

  private ScannerMeasurement() {}

  public static void main(String[] args) {
    Records usual = messages("{\"device\":\"d-%05d\",\"ts\":%d,\"temp\":%.2f}");
    Records wide =
        messages("{\"fw\":\"1.2.3\",\"device\":\"d-%05d\",\"ts\":%d,\"rssi\":-71,\"temp\":%.2f}");
    System.out.printf("bytes a message: %d, %d%n", usual.length(0), wide.length(0));
    print("scanner", new JsonDecoder(FIELDS), usual);
    print("scanner, two fields nobody asked for", new JsonDecoder(FIELDS), wide);
    print("fallback: everything by the full parser", new JsonDecoder(FIELDS, false), usual);
    print("jackson-core by hand, a parser a message", new ByHand(), usual);
  }

  private static Records messages(String format) {
    Random random = new Random(1);
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      payloads.add(
          String.format(
                  Locale.ROOT,
                  format,
                  random.nextInt(10_000),
                  1_700_000_000_000L + i,
                  random.nextInt(10_000) / 100.0)
              .getBytes(StandardCharsets.UTF_8));
    }
    return TestRecords.of(payloads);
  }

  private static void print(String name, Decoder decoder, Records records) {
    RowBuilder rows = Decoded.rows(FIELDS);
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int batch = 0; batch < BATCHES; batch++) {
        rows.clear();
        decoder.decode(records, rows);
      }
      double nanos = (THREADS.getCurrentThreadCpuTime() - start) / (double) (BATCH * BATCHES);
      best = Math.min(best, nanos);
    }
    if (rows.size() != BATCH || rows.rejected() != 0) {
      throw new AssertionError(rows.rejected() + " of " + rows.size() + " rejected");
    }
    System.out.printf("%-42s %6.1f ns a message%n", name, best);
  }

  /** What a careful user of the library would write for these three columns. */
  private static final class ByHand implements Decoder {
    private final JsonFactory factory = new JsonFactory();

    @Override
    public void decode(Records records, RowBuilder rows) {
      TextBuilder device = (TextBuilder) rows.column(0);
      LongBuilder ts = (LongBuilder) rows.column(1);
      DoubleBuilder temp = (DoubleBuilder) rows.column(2);
      for (int record = 0; record < records.size(); record++) {
        rows.row(record);
        try (JsonParser parser =
            factory.createParser(records.bytes(), records.offset(record), records.length(record))) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
              case "device" -> device.append(parser.getText());
              case "ts" -> ts.append(parser.getLongValue() * 1000);
              case "temp" -> temp.append(parser.getDoubleValue());
              default -> parser.skipChildren();
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
