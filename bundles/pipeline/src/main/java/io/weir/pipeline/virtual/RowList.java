package io.weir.pipeline.virtual;

import io.weir.api.connector.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Keeps the rows of a sink in memory, as text.
 *
 * <p>Thread: one at a time.
 */
public final class RowList implements RowTarget {

  private final List<String> rows = new ArrayList<>();
  private String header = "";

  /** What stands before the first row, such as a CSV header; empty for nothing. */
  public String header() {
    return header;
  }

  /** The rows so far, one text each; a view. */
  public List<String> list() {
    return Collections.unmodifiableList(rows);
  }

  @Override
  public void header(String text) {
    header = text;
  }

  @Override
  public void row(Delivery row) {
    if (row.replaces()) {
      rows.clear();
    }
    rows.add(new String(row.array(), row.offset(), row.length(), StandardCharsets.UTF_8));
  }

  @Override
  public void check() {}

  @Override
  public long rows() {
    return rows.size();
  }

  @Override
  public String toString() {
    return "memory";
  }

  @Override
  public void close() {}
}
