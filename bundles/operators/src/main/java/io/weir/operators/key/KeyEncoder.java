package io.weir.operators.key;

import io.weir.api.data.Column;
import java.util.Arrays;

/**
 * Finds the ids of keys that stand in the columns of a batch. Each way into a table has an encoder
 * of its own, because it remembers the codes of the dictionary that it saw last.
 *
 * <p>Finding never adds: a key that is not there may be refused by the state budget.
 *
 * <p>Thread: one at a time.
 */
public final class KeyEncoder {

  private final KeyTable table;
  private final KeyPart.Memo[] memos;
  private final int[] oneRow = new int[1];
  private long[] words = new long[0];

  /**
   * A way into a table.
   *
   * @param table the keys
   */
  public KeyEncoder(KeyTable table) {
    this.table = table;
    memos = new KeyPart.Memo[table.width()];
    for (int i = 0; i < memos.length; i++) {
      memos[i] = table.part(i).memo();
    }
  }

  /**
   * Finds keys.
   *
   * @param columns the columns of the key
   * @param rows positions in them
   * @param count how many
   * @param ids receives {@code count} ids, -1 for a key that is not there
   */
  public void find(Column[] columns, int[] rows, int count, int[] ids) {
    encode(columns, rows, count);
    int stride = table.stride();
    for (int i = 0; i < count; i++) {
      ids[i] = table.find(words, i * stride);
    }
  }

  /**
   * Finds one key.
   *
   * @param columns the columns of the key
   * @param row a position in them
   * @return its id, or -1
   */
  public int find(Column[] columns, int row) {
    oneRow[0] = row;
    encode(columns, oneRow, 1);
    return table.find(words, 0);
  }

  /**
   * The id of a key; adds it if it is new.
   *
   * @param columns the columns of the key
   * @param row a position in them
   * @return its id
   */
  public int add(Column[] columns, int row) {
    oneRow[0] = row;
    encode(columns, oneRow, 1);
    for (int i = 0; i < table.width(); i++) {
      KeyPart part = table.part(i);
      if (part.interns() && words[i] == KeyPart.UNSEEN && !columns[i].isNull(row)) {
        words[i] = part.add(columns[i], row);
      }
    }
    return table.findOrAdd(words, 0);
  }

  /**
   * The memory that a key's values take beyond their words.
   *
   * @param columns the columns of the key
   * @param row a position in them
   * @return bytes, as {@link KeyTable#extraBytes} would say
   */
  public int extraBytes(Column[] columns, int row) {
    int bytes = 0;
    for (int i = 0; i < columns.length; i++) {
      bytes += columns[i].isNull(row) ? 0 : table.part(i).extraBytes(columns[i], row);
    }
    return bytes;
  }

  private void reserve(int count) {
    if (words.length < count * table.stride()) {
      words = new long[Math.max(count * table.stride(), words.length * 2)];
    }
  }

  private void encode(Column[] columns, int[] rows, int count) {
    int stride = table.stride();
    int width = table.width();
    reserve(count);
    boolean anyNull = false;
    for (int i = 0; i < width; i++) {
      table.part(i).encode(columns[i], rows, count, words, i, stride, memos[i]);
      anyNull |= columns[i].nulls() != null;
    }
    if (stride == 1) {
      Arrays.fill(words, 0, count, 0);
    } else {
      for (int at = width; at < count * stride; at += stride) {
        words[at] = 0;
      }
    }
    if (anyNull) {
      markNulls(columns, rows, count);
    }
  }

  private void markNulls(Column[] columns, int[] rows, int count) {
    int stride = table.stride();
    for (int c = 0; c < columns.length; c++) {
      boolean[] nulls = columns[c].nulls();
      if (nulls == null) {
        continue;
      }
      for (int i = 0; i < count; i++) {
        if (nulls[rows[i]]) {
          words[i * stride + c] = 0;
          words[i * stride + stride - 1] |= 1L << c;
        }
      }
    }
  }
}
