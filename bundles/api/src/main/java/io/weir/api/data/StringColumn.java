package io.weir.api.data;

import org.jspecify.annotations.Nullable;

/** A column of texts: codes into a dictionary. */
public final class StringColumn extends Column {

  private final Dictionary dictionary;
  private final int[] codes;

  /**
   * A column over the given array, which it then owns.
   *
   * @param dictionary holds the texts; often shared with other batches, and growing
   * @param codes one code a row; may be longer
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public StringColumn(Dictionary dictionary, int[] codes, boolean @Nullable [] nulls, int size) {
    super(DataType.STRING, size, codes.length, nulls);
    this.dictionary = dictionary;
    this.codes = codes;
  }

  /**
   * The texts.
   *
   * @return the dictionary of the codes
   */
  public Dictionary dictionary() {
    return dictionary;
  }

  /**
   * The codes.
   *
   * @return shared, read only; may be longer than the column; unspecified under a null
   */
  public int[] codes() {
    return codes;
  }

  @Override
  Object boxed(int row) {
    return dictionary.text(codes[row]);
  }

  @Override
  public StringColumn gather(int[] rows, int count) {
    int[] gathered = new int[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = codes[rows[i]];
      }
    }
    return new StringColumn(dictionary, gathered, gatherNulls(rows, count), count);
  }
}
