package io.weir.api.format;

/**
 * How the records of a format stand in a file; read by sources that read files.
 *
 * <p>A line ends with LF or CRLF, which belongs to no record; a byte order mark before the first
 * line belongs to none either.
 */
public enum FileLayout {
  /** One record a line; blank lines are no records (JSON Lines). */
  LINES,
  /** One record a line, blank lines too (text). */
  ALL_LINES,
  /**
   * RFC 4180: the first record is a header, a line end within quotes belongs to its record, and
   * blank lines are no records. Because a decoder keeps no state between records, each one is
   * handed over with its header: the byte {@link #HEADER_MARK}, the header, {@code HEADER_MARK}
   * again, the record.
   */
  CSV_WITH_HEADER;

  /** ASCII group separator: encloses the header that a record of a file carries. */
  public static final byte HEADER_MARK = 0x1D;
}
