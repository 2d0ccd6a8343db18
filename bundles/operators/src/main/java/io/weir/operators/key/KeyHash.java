package io.weir.operators.key;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.StringColumn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of keys by their values alone: the same in every process, whatever codes and ids the
 * values have. Partitions that were stored are found again by them, so to change them is to change
 * the layout of checkpoints.
 *
 * <p>Thread: one at a time.
 */
public final class KeyHash {

  private final KeyPart[] parts;
  private final TextMemo[] memos; // of each part, whether it is a text or not

  /** Hashes of texts by the codes of the dictionary seen last. */
  private static final class TextMemo {
    @Nullable Dictionary source;
    int[] hashes = new int[0];
    boolean[] known = new boolean[0];
  }

  /**
   * Hashes of keys.
   *
   * @param types the types of a key's columns
   */
  public KeyHash(List<DataType> types) {
    parts = types.stream().map(KeyPart::of).toArray(KeyPart[]::new);
    memos = types.stream().map(type -> new TextMemo()).toArray(TextMemo[]::new);
  }

  /**
   * The hash of a row's key.
   *
   * @param columns the columns of the key
   * @param row a position in them
   * @return any number
   */
  public int of(Column[] columns, int row) {
    int hash = 0;
    for (int i = 0; i < parts.length; i++) {
      Column column = columns[i];
      int own = 0;
      if (!column.isNull(row)) {
        own =
            column instanceof StringColumn text
                ? ofText(memos[i], text.dictionary(), text.codes()[row])
                : parts[i].hash(column, row);
      }
      hash = with(hash, own);
    }
    return hash;
  }

  private static int ofText(TextMemo memo, Dictionary source, int code) {
    if (memo.source != source) {
      memo.source = source;
      Arrays.fill(memo.known, false);
    }
    if (code >= memo.known.length) {
      int capacity = Math.max(source.size(), memo.known.length * 2);
      memo.known = Arrays.copyOf(memo.known, capacity);
      memo.hashes = Arrays.copyOf(memo.hashes, capacity);
    }
    if (!memo.known[code]) {
      memo.hashes[code] = source.hash(code);
      memo.known[code] = true;
    }
    return memo.hashes[code];
  }

  /** A hash of a key whose parts before have a hash, with one more part. */
  static int with(int before, int part) {
    int mixed = (before * 31 + part) * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
