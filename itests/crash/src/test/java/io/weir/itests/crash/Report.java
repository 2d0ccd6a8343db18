package io.weir.itests.crash;

import io.weir.simulator.truth.Fates;
import io.weir.simulator.truth.FatesReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a gateway says of one pipeline, in one line.
 *
 * @param receiving whether its source is subscribed
 * @param watermarkMicros the query's watermark
 * @param rows of the result so far
 * @param pendingRows of these, not confirmed yet
 * @param commits since the process began
 * @param fates as {@link FatesReader} reads them
 */
record Report(
    boolean receiving,
    long watermarkMicros,
    long rows,
    long pendingRows,
    long commits,
    String fates) {

  /** Nothing known yet. */
  static final Report NONE = new Report(false, Long.MIN_VALUE, 0, 0, 0, "{}");

  String toLine() {
    return "%b\t%d\t%d\t%d\t%d\t%s"
        .formatted(receiving, watermarkMicros, rows, pendingRows, commits, fates);
  }

  static Report ofLine(String line) {
    List<String> parts = List.of(line.split("\t", -1));
    return new Report(
        Boolean.parseBoolean(parts.get(0)),
        Long.parseLong(parts.get(1)),
        Long.parseLong(parts.get(2)),
        Long.parseLong(parts.get(3)),
        Long.parseLong(parts.get(4)),
        parts.get(5));
  }

  Fates counted() {
    try {
      return FatesReader.read(fates);
    } catch (IOException e) {
      throw new UncheckedIOException(fates, e);
    }
  }
}
