package io.weir.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment file, big-endian:
 *
 * <pre>
 *  0  8 bytes  "WEIRSEG" and a zero
 *  8  int      format version, 1
 * 12  int      1 if the file was another segment before, so that what follows the last group is
 *              not zeros
 * 16  long     log id: random, one for all segments of a log
 * 24  long     segment number
 * 32  long     base: position of the first group
 * 40  long     sequence number of the first group
 * 48  12 bytes zero
 * 60  int      CRC32C of the 60 bytes before
 * </pre>
 *
 * @param version format version
 * @param recycled whether old bytes may follow the last group
 * @param logId the log's id
 * @param number the segment's number
 * @param base position of the first group
 * @param firstSequence sequence number of the first group
 */
record SegmentHeader(
    int version, boolean recycled, long logId, long number, long base, long firstSequence) {
  static final int BYTES = 64;
  static final int VERSION = 1;
  static final long MAGIC = 0x57454952_53454700L; // "WEIRSEG\0"

  private static final int VERSION_AT = 8;
  private static final int RECYCLED_AT = 12;
  private static final int LOG_ID_AT = 16;
  private static final int NUMBER_AT = 24;
  private static final int BASE_AT = 32;
  private static final int SEQUENCE_AT = 40;
  private static final int CRC_AT = 60;

  /** Returns the header as bytes. */
  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(0, MAGIC);
    bytes.putInt(VERSION_AT, version);
    bytes.putInt(RECYCLED_AT, recycled ? 1 : 0);
    bytes.putLong(LOG_ID_AT, logId);
    bytes.putLong(NUMBER_AT, number);
    bytes.putLong(BASE_AT, base);
    bytes.putLong(SEQUENCE_AT, firstSequence);
    bytes.putInt(CRC_AT, crc(bytes));
    return bytes;
  }

  /** Tells whether 64 bytes are a header that was written whole, of whatever version. */
  static boolean isWhole(ByteBuffer bytes) {
    return bytes.getLong(0) == MAGIC && bytes.getInt(CRC_AT) == crc(bytes);
  }

  /** Reads the header from 64 bytes that {@linkplain #isWhole are one}. */
  static SegmentHeader decode(ByteBuffer bytes) {
    return new SegmentHeader(
        bytes.getInt(VERSION_AT),
        bytes.getInt(RECYCLED_AT) != 0,
        bytes.getLong(LOG_ID_AT),
        bytes.getLong(NUMBER_AT),
        bytes.getLong(BASE_AT),
        bytes.getLong(SEQUENCE_AT));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), bytes.arrayOffset(), CRC_AT);
    return (int) crc.getValue();
  }
}
