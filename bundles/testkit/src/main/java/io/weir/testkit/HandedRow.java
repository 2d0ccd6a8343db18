package io.weir.testkit;

import io.weir.api.connector.Delivery;
import java.util.Arrays;

/**
 * A row as the engine hands it over: its bytes stand between others, and are another row's after
 * the call.
 *
 * <p>Thread: one at a time.
 */
final class HandedRow implements Delivery {

  private static final int BEFORE = 5;
  private static final int BEHIND = 3;

  /** A character that no text has. */
  private static final byte OTHERS = 0x1A;

  private final long sequence;
  private final boolean replaces;
  private final byte[] array;
  private final byte[] copy;

  HandedRow(long sequence, boolean replaces, byte[] row) {
    this.sequence = sequence;
    this.replaces = replaces;
    this.array = new byte[BEFORE + row.length + BEHIND];
    Arrays.fill(array, OTHERS);
    System.arraycopy(row, 0, array, BEFORE, row.length);
    this.copy = array.clone();
  }

  /** Whether nobody wrote into the array. */
  boolean isUnchanged() {
    return Arrays.equals(array, copy);
  }

  /** Whether a text in the target shows bytes that were another row's. */
  static boolean isReused(String text) {
    return text.indexOf(OTHERS) >= 0;
  }

  /** The call has returned: the array serves other rows. */
  void reuse() {
    Arrays.fill(array, OTHERS);
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public boolean replaces() {
    return replaces;
  }

  @Override
  public byte[] array() {
    return array;
  }

  @Override
  public int offset() {
    return BEFORE;
  }

  @Override
  public int length() {
    return array.length - BEFORE - BEHIND;
  }
}
