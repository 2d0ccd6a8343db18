package io.weir.engine.journal;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * The bytes of a commit: entries one behind the other, written by the loop and told to a {@link
 * JournalVisitor} at replay. A commit starts with the replay version of the code that wrote it.
 *
 * <p>Thread: the pipeline's.
 */
public final class Entries implements JournalVisitor {

  /**
   * The version of the meaning of entries, checks and operators. It changes whenever the same
   * entries would give another result; a tail of another version is not replayed.
   */
  public static final int REPLAY_VERSION = 1;

  private static final int RECORDS = 1;
  private static final int TICK = 2;
  private static final int TABLE = 3;
  private static final int PROGRESS = 4;
  private static final int COUNT = 5;
  private static final int CONFIRMED = 6;
  private static final int DROPPED = 7;
  private static final int RESUMED = 8;

  private final ByteSink bytes = new ByteSink();
  private int entries;

  /** No entries. */
  public Entries() {
    clear();
  }

  /** Starts the next commit. */
  public void clear() {
    bytes.clear();
    bytes.writeVarLong(REPLAY_VERSION);
    entries = 0;
  }

  /** Whether there is nothing to commit. */
  public boolean isEmpty() {
    return entries == 0;
  }

  /** The size of the commit so far. */
  public int size() {
    return bytes.size();
  }

  /** The commit's bytes, valid until {@link #clear}. */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes.array(), 0, bytes.size());
  }

  /**
   * Records of a source.
   *
   * @param source which
   * @param clockTrusted whether {@code max-ahead} may judge them
   * @param block the records
   */
  public void records(int source, boolean clockTrusted, RecordBlock block) {
    begin(RECORDS);
    bytes.writeVarLong(source);
    bytes.writeByte(clockTrusted ? 1 : 0);
    block.write(bytes);
  }

  @Override
  public void records(int source, boolean clockTrusted, ByteBuffer block) {
    begin(RECORDS);
    bytes.writeVarLong(source);
    bytes.writeByte(clockTrusted ? 1 : 0);
    bytes.write(Bytes.copy(block));
    block.position(block.limit());
  }

  @Override
  public void tick(long nowMicros, BitSet queries) {
    begin(TICK);
    bytes.writeLong(nowMicros);
    byte[] bits = queries.toByteArray();
    Bytes.writeBlob(bytes, bits, bits.length);
  }

  @Override
  public void resumed(long nowMicros) {
    begin(RESUMED);
    bytes.writeLong(nowMicros);
  }

  @Override
  public void table(int table, ByteBuffer content) {
    begin(TABLE);
    bytes.writeVarLong(table);
    byte[] copy = Bytes.copy(content);
    Bytes.writeBlob(bytes, copy, copy.length);
  }

  @Override
  public void progress(int source, ByteBuffer progress) {
    begin(PROGRESS);
    bytes.writeVarLong(source);
    byte[] copy = Bytes.copy(progress);
    Bytes.writeBlob(bytes, copy, copy.length);
  }

  @Override
  public void count(int source, Fate fate, long records) {
    begin(COUNT);
    bytes.writeVarLong(source);
    bytes.writeByte(fate == Fate.DUPLICATE ? 1 : 0);
    bytes.writeVarLong(records);
  }

  @Override
  public void confirmed(int sink, long sequence, ByteBuffer position) {
    begin(CONFIRMED);
    bytes.writeVarLong(sink);
    bytes.writeVarLong(sequence);
    byte[] copy = Bytes.copy(position);
    Bytes.writeBlob(bytes, copy, copy.length);
  }

  @Override
  public void dropped(int sink, long sequence, long rows) {
    begin(DROPPED);
    bytes.writeVarLong(sink);
    bytes.writeVarLong(sequence);
    bytes.writeVarLong(rows);
  }

  /**
   * The replay version of a commit.
   *
   * @param commit keeps its position
   */
  public static int replayVersion(ByteBuffer commit) {
    return Bytes.readVarInt(commit.duplicate());
  }

  /**
   * Tells the entries of a commit.
   *
   * @param commit of this {@link #REPLAY_VERSION}
   * @param visitor is told
   */
  public static void replay(ByteBuffer commit, JournalVisitor visitor) {
    Bytes.readVarLong(commit);
    while (commit.hasRemaining()) {
      int kind = commit.get();
      switch (kind) {
        case RECORDS -> visitor.records(Bytes.readVarInt(commit), commit.get() != 0, commit);
        case TICK -> visitor.tick(commit.getLong(), BitSet.valueOf(Bytes.readBlob(commit)));
        case TABLE -> visitor.table(Bytes.readVarInt(commit), Bytes.readBlob(commit));
        case PROGRESS -> visitor.progress(Bytes.readVarInt(commit), Bytes.readBlob(commit));
        case COUNT ->
            visitor.count(
                Bytes.readVarInt(commit),
                commit.get() != 0 ? Fate.DUPLICATE : Fate.OVERFLOW,
                Bytes.readVarLong(commit));
        case CONFIRMED ->
            visitor.confirmed(
                Bytes.readVarInt(commit), Bytes.readVarLong(commit), Bytes.readBlob(commit));
        case DROPPED ->
            visitor.dropped(
                Bytes.readVarInt(commit), Bytes.readVarLong(commit), Bytes.readVarLong(commit));
        case RESUMED -> visitor.resumed(commit.getLong());
        default ->
            throw new IllegalStateException(
                "journal entry of kind " + kind + ": expected 1 to " + RESUMED);
      }
    }
  }

  private void begin(int kind) {
    entries++;
    bytes.writeByte(kind);
  }
}
