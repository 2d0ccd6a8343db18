package io.weir.api.data;

import java.util.Arrays;
import java.util.List;

/** Builds a column of arrays: append the elements to {@link #elements}, then end the row. */
public final class ArrayBuilder extends ColumnBuilder {

  private final ColumnBuilder elements;
  private int[] offsets = new int[INITIAL_CAPACITY];

  ArrayBuilder(DataType.Array type) {
    super(type);
    this.elements = ColumnBuilder.of(type.element());
  }

  /**
   * The builder of the elements of the row being built.
   *
   * @return append to it, then call {@link #endRow}
   */
  public ColumnBuilder elements() {
    return elements;
  }

  /** Ends a row that holds the elements appended since the last one. */
  public void endRow() {
    if (size + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, grown(offsets.length));
    }
    offsets[++size] = elements.size();
  }

  @Override
  void appendPlaceholder() {
    endRow();
  }

  @Override
  void appendBoxed(Object value) {
    for (Object element : (List<?>) value) {
      elements.append(element);
    }
    endRow();
  }

  @Override
  public ArrayColumn build() {
    return new ArrayColumn(elements.build(), offsets, mask(), size);
  }

  @Override
  public void clear() {
    super.clear();
    elements.clear();
  }
}
