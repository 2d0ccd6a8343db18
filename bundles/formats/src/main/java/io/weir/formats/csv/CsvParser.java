package io.weir.formats.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits the fields of CSV records (RFC 4180; LF, CRLF and CR end a record). Field positions point
 * into the input; only a field with doubled quotes becomes a String of its own.
 *
 * <p>Thread: one at a time; reused.
 */
public final class CsvParser {

  private final byte separator;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] quoted = new boolean[16];
  private @Nullable String[] unescaped = new @Nullable String[16];
  private int fields;
  private int next;

  /**
   * A parser.
   *
   * @param separator an ASCII character
   */
  public CsvParser(char separator) {
    this.separator = (byte) separator;
  }

  /**
   * Splits the record that starts at a position. {@link #next} is then where the next one starts.
   *
   * @param bytes holds the records
   * @param start where this one starts
   * @param end where the last one ends
   * @return what is wrong with it, one clause, or null
   */
  public @Nullable String parse(byte[] bytes, int start, int end) {
    fields = 0;
    int at = start;
    while (true) {
      ensure();
      unescaped[fields] = null;
      quoted[fields] = at < end && bytes[at] == '"';
      if (quoted[fields]) {
        at = quotedField(bytes, at + 1, end);
        if (at < 0) {
          return "field " + (fields + 1) + ": found no closing quote";
        }
        if (at < end && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '\r') {
          return "field "
              + (fields + 1)
              + ": found text behind the closing quote, expected a separator;"
              + " a quote within quotes is doubled";
        }
      } else {
        starts[fields] = at;
        while (at < end && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '\r') {
          if (bytes[at] == '"') {
            return "field "
                + (fields + 1)
                + ": found a quote within a field that does not start with one;"
                + " put the field in quotes and double the quote";
          }
          at++;
        }
        ends[fields] = at;
      }
      fields++;
      if (at >= end || bytes[at] != separator) {
        break;
      }
      at++;
    }
    if (at < end && bytes[at] == '\r') {
      at++;
    }
    if (at < end && bytes[at] == '\n') {
      at++;
    }
    next = at;
    return null;
  }

  /** Where the record behind the one parsed last starts. */
  public int next() {
    return next;
  }

  /** The number of fields of the record parsed last, at least 1. */
  public int fields() {
    return fields;
  }

  /** Whether the record parsed last is a blank line. */
  public boolean isBlank() {
    return fields == 1 && isNull(0);
  }

  /** Whether a field is empty without quotes. */
  public boolean isNull(int field) {
    return !quoted[field] && starts[field] == ends[field];
  }

  /** Where a field starts in the input; of no use if {@link #unescaped} gives it. */
  public int start(int field) {
    return starts[field];
  }

  /** Where a field ends in the input. */
  public int end(int field) {
    return ends[field];
  }

  /** The field's text if it has doubled quotes; else null, and it stands in the input as it is. */
  public @Nullable String unescaped(int field) {
    return unescaped[field];
  }

  /** The field's text. */
  public String text(int field, byte[] bytes) {
    String text = unescaped[field];
    int length = ends[field] - starts[field];
    return text != null ? text : new String(bytes, starts[field], length, StandardCharsets.UTF_8);
  }

  /** Reads from behind the opening quote; returns the position behind the closing one, or -1. */
  private int quotedField(byte[] bytes, int start, int end) {
    starts[fields] = start;
    boolean doubled = false;
    int at = start;
    while (at < end) {
      if (bytes[at] != '"') {
        at++;
      } else if (at + 1 < end && bytes[at + 1] == '"') {
        doubled = true;
        at += 2;
      } else {
        ends[fields] = at;
        if (doubled) {
          String text = new String(bytes, start, at - start, StandardCharsets.UTF_8);
          unescaped[fields] = text.replace("\"\"", "\"");
        }
        return at + 1;
      }
    }
    return -1;
  }

  private void ensure() {
    if (fields == starts.length) {
      int capacity = fields * 2;
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
      quoted = Arrays.copyOf(quoted, capacity);
      unescaped = Arrays.copyOf(unescaped, capacity);
    }
  }
}
