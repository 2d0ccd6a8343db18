package io.weir.mqtt.receive;

import java.util.Arrays;

/**
 * The packet ids that were received and are not yet known to be released, each with the digest of
 * its message. At most one entry an id, the newest; beyond the capacity the oldest is forgotten: it
 * lies several windows back, so the broker has long had its acknowledgement. See note 0001.
 *
 * <p>A ring of entries in order of receipt, and for each id the place of its entry. The content is
 * a function of the calls {@link #put} and {@link #release} in order.
 *
 * <p>Thread: one at a time.
 */
final class PacketTable {

  /** Packet ids are 1 to 65535 [MQTT-2.3.1-1]. */
  static final int MAX_ID = 65_535;

  private static final int LEAST = 8_192;

  private final int capacity;
  private final char[] placeOf = new char[MAX_ID + 1]; // 0 for none, else place in the ring + 1
  private final char[] ids;
  private final long[] high;
  private final long[] low;
  private int next;

  /**
   * An empty table.
   *
   * @param capacity 1 to 65534 entries
   */
  PacketTable(int capacity) {
    this.capacity = capacity;
    this.ids = new char[capacity];
    this.high = new long[capacity];
    this.low = new long[capacity];
  }

  /** A table that remembers four windows, and never less than 8,192 messages. */
  static PacketTable forWindow(int maxInflight) {
    return new PacketTable((int) Math.min(MAX_ID - 1, Math.max(LEAST, 4L * maxInflight)));
  }

  /** Whether an id has an entry with this digest. */
  boolean contains(int id, long digestHigh, long digestLow) {
    int place = placeOf[id] - 1;
    return place >= 0 && high[place] == digestHigh && low[place] == digestLow;
  }

  /** A message came under this id; what the id stood for before is released. */
  void put(int id, long digestHigh, long digestLow) {
    release(id);
    int oldest = ids[next];
    if (oldest != 0 && placeOf[oldest] == next + 1) {
      placeOf[oldest] = 0;
    }
    ids[next] = (char) id;
    high[next] = digestHigh;
    low[next] = digestLow;
    placeOf[id] = (char) (next + 1);
    next = next + 1 == capacity ? 0 : next + 1;
  }

  /**
   * The broker reuses the id, so it has the acknowledgement of what stood under it.
   *
   * @return whether there was an entry
   */
  boolean release(int id) {
    boolean known = placeOf[id] != 0;
    placeOf[id] = 0;
    return known;
  }

  /** Forgets everything. */
  void clear() {
    Arrays.fill(placeOf, (char) 0);
    Arrays.fill(ids, (char) 0);
    next = 0;
  }

  int capacity() {
    return capacity;
  }

  int size() {
    int size = 0;
    for (int place = 0; place < capacity; place++) {
      if (isLive(place)) {
        size++;
      }
    }
    return size;
  }

  /** Tells of every entry, the oldest first. */
  void forEach(EntryVisitor visitor) {
    for (int i = 0; i < capacity; i++) {
      int place = (next + i) % capacity;
      if (isLive(place)) {
        visitor.visit(ids[place], high[place], low[place]);
      }
    }
  }

  private boolean isLive(int place) {
    return ids[place] != 0 && placeOf[ids[place]] == place + 1;
  }

  /** Takes entries. */
  interface EntryVisitor {
    /** One entry. */
    void visit(int id, long digestHigh, long digestLow);
  }
}
