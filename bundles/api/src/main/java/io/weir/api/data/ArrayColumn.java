package io.weir.api.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of arrays: the elements of all rows in one child column, and where each row ends. */
public final class ArrayColumn extends Column {

  private final Column elements;
  private final int[] offsets;

  /**
   * A column over the given parts, which it then owns.
   *
   * @param elements the elements of row 0, then those of row 1, and so on
   * @param offsets size + 1 positions: row i holds elements offsets[i] to offsets[i + 1] - 1
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public ArrayColumn(Column elements, int[] offsets, boolean @Nullable [] nulls, int size) {
    super(new DataType.Array(elements.type()), size, offsets.length - 1, nulls);
    this.elements = elements;
    this.offsets = offsets;
  }

  /**
   * The elements of all rows.
   *
   * @return the child column
   */
  public Column elements() {
    return elements;
  }

  /**
   * Where rows start and end in {@link #elements}.
   *
   * @return shared, read only; at least size + 1 positions
   */
  public int[] offsets() {
    return offsets;
  }

  @Override
  Object boxed(int row) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      list.add(elements.value(i));
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  public ArrayColumn gather(int[] rows, int count) {
    int[] gatheredOffsets = new int[count + 1];
    int[] picks = new int[16];
    int picked = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        for (int e = offsets[row]; e < offsets[row + 1]; e++) {
          if (picked == picks.length) {
            picks = Arrays.copyOf(picks, picked * 2);
          }
          picks[picked++] = e;
        }
      }
      gatheredOffsets[i + 1] = picked;
    }
    return new ArrayColumn(
        elements.gather(picks, picked), gatheredOffsets, gatherNulls(rows, count), count);
  }
}
