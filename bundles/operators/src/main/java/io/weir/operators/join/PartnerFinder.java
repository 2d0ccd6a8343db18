package io.weir.operators.join;

import io.weir.api.data.Column;
import io.weir.api.data.Dictionary;
import io.weir.api.data.StringColumn;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyEncoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first row of a table's version for each row of a stream. A single text is looked up
 * once for each code of the stream's dictionary.
 *
 * <p>Thread: one at a time.
 */
final class PartnerFinder {

  private static final int KNOWN = 4; // above the codes for no partner

  private final boolean[] nullSafe;
  private @Nullable TableIndex index;
  private @Nullable KeyEncoder encoder;
  private @Nullable Dictionary known;
  private int[] byCode = new int[0]; // partner + KNOWN; 0 is unknown

  PartnerFinder(boolean[] nullSafe) {
    this.nullSafe = nullSafe;
  }

  /**
   * Writes to {@code partners}, aligned with the batch, for each selected row the first row of its
   * key; where a key has one row only, with the filter's verdict on it.
   */
  void find(
      TableIndex table, Column[] keys, Selection selection, int[] partners, RowErrors errors) {
    KeyEncoder ready = turnTo(table);
    if (keys.length == 1 && keys[0] instanceof StringColumn text && !errors.any()) {
      findTexts(table, ready, text, keys, selection, partners);
      return;
    }
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      partners[row] =
          errors.failed(row) || TableIndex.neverMatches(keys, nullSafe, row)
              ? TableIndex.NONE
              : table.partner(ready.find(keys, row));
    }
  }

  /** The row for which the filter fails. */
  int failing(TableIndex table, Column[] keys, int row) {
    return table.head(turnTo(table).find(keys, row));
  }

  private KeyEncoder turnTo(TableIndex table) {
    KeyEncoder ready = encoder;
    if (index != table || ready == null) {
      ready = new KeyEncoder(table.keys());
      encoder = ready;
      index = table;
      known = null;
    }
    return ready;
  }

  private void findTexts(
      TableIndex table,
      KeyEncoder ready,
      StringColumn text,
      Column[] keys,
      Selection selection,
      int[] partners) {
    Dictionary dictionary = text.dictionary();
    if (known != dictionary) {
      known = dictionary;
      Arrays.fill(byCode, 0);
    }
    if (byCode.length < dictionary.size()) {
      byCode = Arrays.copyOf(byCode, Math.max(dictionary.size(), byCode.length * 2));
    }
    int[] codes = text.codes();
    boolean[] nulls = text.nulls();
    int[] rows = selection.rows();
    int[] cache = byCode;
    for (int i = 0; i < selection.count(); i++) {
      int row = rows[i];
      if (nulls != null && nulls[row]) {
        partners[row] = nullSafe[0] ? table.partner(ready.find(keys, row)) : TableIndex.NONE;
        continue;
      }
      int code = codes[row];
      int partner = cache[code] - KNOWN;
      if (partner == -KNOWN) {
        partner = table.partner(ready.find(keys, row));
        cache[code] = partner + KNOWN;
      }
      partners[row] = partner;
    }
  }
}
