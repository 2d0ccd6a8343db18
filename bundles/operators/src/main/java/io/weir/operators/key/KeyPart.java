package io.weir.operators.key;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import java.nio.ByteBuffer;

/**
 * How one column of a key becomes words, and words become values again. One instance belongs to one
 * {@link KeyTable}.
 */
abstract class KeyPart {

  /** The word of a value that the table has never seen; no key of the table contains it. */
  static final long UNSEEN = -1;

  /** What an encoder remembers about one part from batch to batch. */
  abstract static class Memo {}

  static KeyPart of(DataType type) {
    if (type == DataType.STRING) {
      return new TextPart();
    }
    boolean plain = type instanceof DataType.Primitive && type != DataType.BINARY;
    return plain ? new PlainPart(type) : new BoxedPart(type);
  }

  /** Whether {@link #UNSEEN} may come out of {@link #encode}. */
  abstract boolean interns();

  abstract Memo memo();

  /** Writes a word for each row; nothing is added, and words under nulls are unspecified. */
  abstract void encode(
      Column column, int[] rows, int count, long[] words, int at, int stride, Memo memo);

  /** The word of one value that is not null; adds it if it is new. */
  abstract long add(Column column, int row);

  /** Bytes that a value that is not null takes beyond its word. */
  abstract int extraBytes(Column column, int row);

  abstract int extraBytes(long word);

  /** A hash of a value that is not null, the same in every table and every process. */
  abstract int hash(Column column, int row);

  abstract int hash(long word);

  /** Compares with a value of a part of the same type, which may be this one. */
  abstract int compare(long left, KeyPart other, long right);

  /** A column of values; nulls are given in a mask that may be all false. */
  abstract Column column(long[] words, boolean[] nulls, int count);

  abstract void write(long word, ByteSink target);

  abstract long read(ByteBuffer source);

  /** Begins to forget all values but those that {@link #keep} is called for. */
  abstract void beginKeeping();

  /** The new word of a value to keep. */
  abstract long keep(long word);

  abstract void endKeeping();
}
