package io.weir.simulator.output;

import io.weir.simulator.fleet.Defect;
import io.weir.simulator.generate.Emission;
import io.weir.simulator.truth.LedgerEntry;
import io.weir.simulator.truth.LedgerSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Writes a line for each payload, with the topic as a last field {@code _topic} where the payload
 * is a JSON object. A payload without bytes becomes the line {@code ""}: an empty line would be
 * none.
 */
public final class JsonLinesOutput implements Output {

  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final OutputStream out;
  private final LedgerSink ledger;
  private volatile long written;

  /**
   * Writes to a stream.
   *
   * @param name what error messages call it
   * @param out closed with this output
   * @param ledger where each emission is entered
   */
  public JsonLinesOutput(String name, OutputStream out, LedgerSink ledger) {
    this.name = name;
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.ledger = ledger;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others only look
  public void send(Emission emission) {
    try {
      byte[] payload = emission.payload();
      if (payload.length == 0) {
        out.write('"');
        out.write('"');
      } else if (isObject(emission)) {
        out.write(payload, 0, payload.length - 1);
        out.write(topicField(emission.topic()));
        out.write('}');
      } else {
        out.write(payload);
      }
      out.write('\n');
    } catch (IOException e) {
      throw failed(e);
    }
    written++;
    ledger.sent(LedgerEntry.of(emission, 1, true));
  }

  private static boolean isObject(Emission emission) {
    Defect defect = emission.defect();
    return defect == null || defect == Defect.NO_TIME || defect == Defect.TEXT_FOR_NUMBER;
  }

  private static byte[] topicField(String topic) {
    String escaped = topic.replace("\\", "\\\\").replace("\"", "\\\"");
    return (",\"_topic\":\"" + escaped + '"').getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void finish(Duration timeout) {
    flush();
  }

  @Override
  public void stop() {
    // Nothing waits here.
  }

  @Override
  public Stats stats() {
    long count = written;
    return new Stats(count, count, 0, 0);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OutputException failed(IOException e) {
    return new OutputException(name + " cannot be written to: " + e.getMessage(), e);
  }
}
