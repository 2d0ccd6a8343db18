package io.weir.simulator.truth;

import io.weir.simulator.fleet.Roster.TableRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a run: takes what was sent and what arrived upstream, and says at the end whether
 * they fit. Thread safe; the messages sent must come in the order of sending.
 *
 * <p>Rows delivered again under the same {@code _id} are dropped and counted.
 */
public final class Truth implements LedgerSink {

  private static final int MAX_UNREADABLE = 20;

  private final Oracle oracle;
  private final UpstreamReader reader = new UpstreamReader();
  private final Map<String, UpstreamRow> byId = new HashMap<>();
  private final List<UpstreamRow> rows = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private long unreadableCount;
  private long conflictCount;
  private long repeated;

  /**
   * Starts before the first message.
   *
   * @param meaning what the pipeline does
   * @param startMicros event time at the start of the run, epoch microseconds
   * @param table the priority table by device id
   */
  public Truth(Meaning meaning, long startMicros, Map<String, TableRow> table) {
    this.oracle = new Oracle(meaning, startMicros, table);
  }

  @Override
  public synchronized void sent(LedgerEntry entry) {
    oracle.take(entry);
  }

  /**
   * Takes a message that arrived upstream: a row, or an array of rows, as JSON. What cannot be read
   * is kept as an example and counted as extra.
   */
  public synchronized void upstream(byte[] message) {
    List<UpstreamRow> read;
    try {
      read = reader.read(message);
    } catch (IOException e) {
      unreadableCount++;
      if (unreadable.size() < MAX_UNREADABLE) {
        String text = new String(message, StandardCharsets.UTF_8);
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        unreadable.add("not a row of the query: " + shown + " (" + firstLine(e) + ')');
      }
      return;
    }
    read.forEach(this::row);
  }

  private void row(UpstreamRow row) {
    UpstreamRow earlier = row.id() == null ? null : byId.putIfAbsent(row.id(), row);
    if (earlier == null) {
      rows.add(row);
      return;
    }
    repeated++;
    if (!earlier.sameContent(row)) {
      conflictCount++;
      if (conflicts.size() < MAX_UNREADABLE) {
        conflicts.add(
            "row "
                + row.id()
                + " came as "
                + earlier.key().describe()
                + ' '
                + earlier.describe()
                + " and again as "
                + row.key().describe()
                + ' '
                + row.describe());
      }
    }
  }

  /** What is known so far; cheap enough for a live display. */
  public synchronized Snapshot snapshot() {
    FateCounter fates = oracle.fates();
    return new Snapshot(fates.sent(), fates.certain(), rows.size(), repeated);
  }

  /**
   * Compares.
   *
   * @param finalWatermarkMicros the query's watermark at the end, epoch microseconds; {@link
   *     Long#MAX_VALUE} when all windows were closed
   * @param gateway the gateway's accounting, or null if it is not to be compared
   */
  public synchronized Verification finish(long finalWatermarkMicros, @Nullable Fates gateway) {
    oracle.end();
    Comparison comparison = new Comparison(oracle, finalWatermarkMicros);
    comparison.extra(unreadableCount, unreadable);
    comparison.wrong(conflictCount, conflicts);
    comparison.compare(rows);
    FateCounter fates = oracle.fates();
    List<String> problems = gateway == null ? List.of() : FateCheck.problems(fates, gateway);
    return comparison.result(fates, gateway, repeated, problems);
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /**
   * What is known while a run goes on.
   *
   * @param sent messages that the broker acknowledged
   * @param expected the fates that a gateway must have given or is about to give
   * @param rows distinct rows that arrived upstream
   * @param repeated rows that arrived again
   */
  public record Snapshot(long sent, Fates expected, long rows, long repeated) {}
}
