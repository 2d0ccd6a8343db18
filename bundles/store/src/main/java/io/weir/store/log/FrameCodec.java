package io.weir.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The format of a group in a segment, big-endian, on an 8-byte boundary:
 *
 * <pre>
 *  0  int   tag: 32 bits mixed from log id, segment number and position
 *  4  int   length of the payload
 *  8  long  sequence number of the group, one more than its predecessor's
 * 16  int   how many bytes before this group were not yet forced when it was appended
 * 20  int   CRC32C of log id, segment number, position, the 20 bytes before, payload and padding
 * 24        payload, then zeros up to a multiple of 8
 * </pre>
 *
 * <p>Log id, segment number and position are not stored with each group but checked by tag and
 * checksum: a group copied to, or left over at, another place is not taken for one. The count of
 * bytes not yet forced tells a torn tail from damage: a group that says all before it was durable
 * proves an unreadable predecessor to be damaged.
 *
 * <p>Used by one thread; makes no garbage.
 */
final class FrameCodec {
  static final int HEADER_BYTES = 24;

  private static final int LENGTH_AT = 4;
  private static final int SEQUENCE_AT = 8;
  private static final int UNFORCED_AT = 16;
  private static final int CRC_AT = 20;

  private static final int PLACE_BYTES = 24;
  private static final int SEED_BYTES = PLACE_BYTES + CRC_AT;

  private final long logId;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer seed = ByteBuffer.allocateDirect(SEED_BYTES);

  FrameCodec(long logId) {
    this.logId = logId;
  }

  /** Returns how many bytes a group takes in a segment. */
  static long frameBytes(long payloadBytes) {
    return HEADER_BYTES + ((payloadBytes + 7) & ~7L);
  }

  /** Begins the checksum of a group; its padded payload must be {@link #add added} next. */
  void begin(Segment segment, long position, int length, long sequence, int unforcedBytes) {
    seed.clear();
    seed.putLong(0, logId);
    seed.putLong(8, segment.number());
    seed.putLong(16, position);
    seed.putInt(PLACE_BYTES, tag(segment, position));
    seed.putInt(PLACE_BYTES + LENGTH_AT, length);
    seed.putLong(PLACE_BYTES + SEQUENCE_AT, sequence);
    seed.putInt(PLACE_BYTES + UNFORCED_AT, unforcedBytes);
    crc.reset();
    crc.update(seed);
  }

  /** Adds the remaining bytes of a buffer, which are consumed, to the checksum. */
  void add(ByteBuffer part) {
    crc.update(part);
  }

  /** Puts the header of the group begun, all its payload added, at an index of a buffer. */
  void putHeader(ByteBuffer target, int at) {
    target.put(at, seed, PLACE_BYTES, CRC_AT);
    target.putInt(at + CRC_AT, (int) crc.getValue());
  }

  /** Tells whether the checksum in a group's header is that of the group begun. */
  boolean matches(ByteBuffer source, int at) {
    return source.getInt(at + CRC_AT) == (int) crc.getValue();
  }

  /** Returns the tag of a group at a position of a segment; never 0. */
  int tag(Segment segment, long position) {
    // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    // Generators, 2014), once for the segment's number and once for the position.
    long mixed = mix(mix(logId ^ segment.number()) + position);
    return (int) mixed | 1;
  }

  static int tagAt(ByteBuffer source, int at) {
    return source.getInt(at);
  }

  static int lengthAt(ByteBuffer source, int at) {
    return source.getInt(at + LENGTH_AT);
  }

  static long sequenceAt(ByteBuffer source, int at) {
    return source.getLong(at + SEQUENCE_AT);
  }

  static int unforcedAt(ByteBuffer source, int at) {
    return source.getInt(at + UNFORCED_AT);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
