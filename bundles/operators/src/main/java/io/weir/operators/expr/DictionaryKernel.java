package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression over one string column: evaluated once a distinct text, remembered by code, and
 * then looked up. A fleet has thousands of devices and millions of records.
 */
final class DictionaryKernel implements Kernel {

  /** A dictionary that has outgrown this holds texts that hardly repeat. */
  private static final int MAX_CODES = 1 << 16;

  private static final Schema ONE_TEXT = Schema.of(Field.of("text", DataType.STRING));

  private final int index;
  private final Kernel byText;
  private final Kernel byRow;
  private final ColumnWriter known;
  private final ColumnWriter writer;
  private final boolean textual;
  private final RowErrors textErrors = new RowErrors();

  // By code + 1; 0 stands for null.
  private boolean[] seen = new boolean[0];
  private @Nullable String[] failures = new @Nullable String[0];
  private boolean anyFailure;
  private int[] pending = new int[16];
  private int[] keys = new int[0];
  private boolean[] outcomes = new boolean[0];
  private @Nullable Dictionary dictionary;

  /**
   * A kernel.
   *
   * @param index the string column
   * @param byText the expression bound to a batch of that column alone
   * @param byRow the expression bound to the whole batch
   * @param type the type of the result
   */
  DictionaryKernel(int index, Kernel byText, Kernel byRow, DataType type) {
    this.index = index;
    this.byText = byText;
    this.byRow = byRow;
    this.known = new ColumnWriter(type);
    this.writer = new ColumnWriter(type);
    this.textual = type == DataType.STRING;
  }

  static boolean supports(DataType type) {
    return type != DataType.BINARY
        && !(type instanceof DataType.Array)
        && !(type instanceof DataType.Struct);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    StringColumn texts = (StringColumn) batch.column(index);
    if (texts.dictionary().size() > MAX_CODES) {
      return byRow.evaluate(batch, rows, errors);
    }
    learn(texts, rows);
    Column values = known.finish();
    if (values instanceof BooleanColumn flags && flags.nulls() == null && !anyFailure) {
      return lookUp(flags.values(), texts, rows);
    }
    if (textual) {
      writer.begin(batch.size(), ((StringColumn) values).dictionary());
    } else {
      writer.begin(batch.size());
    }
    if (!anyFailure) {
      writer.copyAll(values, rows, keys(texts, rows));
      return writer.finish();
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      int key = key(texts, row);
      String failure = failures[key];
      writer.at(row);
      if (failure != null) {
        errors.raise(row, failure);
        writer.putNull();
      } else {
        writer.copy(values, key);
      }
    }
    return writer.finish();
  }

  private Column lookUp(boolean[] flags, StringColumn texts, Selection rows) {
    int size = texts.size();
    if (outcomes.length < size) {
      outcomes = new boolean[Math.max(size, outcomes.length * 2)];
    }
    int[] codes = texts.codes();
    if (rows.isAll() && texts.nulls() == null) {
      for (int i = 0; i < size; i++) {
        outcomes[i] = flags[codes[i] + 1];
      }
    } else {
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.row(i);
        outcomes[row] = flags[key(texts, row)];
      }
    }
    return new BooleanColumn(outcomes, null, size);
  }

  /** Evaluates the texts of the rows that are not known yet. */
  private void learn(StringColumn texts, Selection rows) {
    Dictionary current = texts.dictionary();
    if (current != dictionary) {
      dictionary = current;
      Arrays.fill(seen, false);
      Arrays.fill(failures, null);
      anyFailure = false;
      known.begin(0);
    }
    int count = current.size() + 1;
    if (count > seen.length) {
      seen = Arrays.copyOf(seen, Math.max(64, count + (count >> 1)));
      failures = Arrays.copyOf(failures, seen.length);
    }
    known.resize(count);
    int unseen = 0;
    for (int i = 0; i < rows.count(); i++) {
      int key = key(texts, rows.row(i));
      if (!seen[key]) {
        seen[key] = true;
        if (unseen == pending.length) {
          pending = Arrays.copyOf(pending, unseen * 2);
        }
        pending[unseen++] = key;
      }
    }
    if (unseen > 0) {
      remember(current, unseen);
    }
  }

  private void remember(Dictionary current, int count) {
    int[] codes = new int[count];
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      nulls[i] = pending[i] == 0;
      codes[i] = Math.max(0, pending[i] - 1);
    }
    Batch batch =
        new Batch(ONE_TEXT, List.of(new StringColumn(current, codes, nulls, count)), count);
    textErrors.clear();
    Column values = byText.evaluate(batch, Selection.all(count), textErrors);
    for (int i = 0; i < count; i++) {
      int key = pending[i];
      if (textErrors.failed(i)) {
        failures[key] = textErrors.reason(i);
        anyFailure = true;
      } else {
        known.at(key).copy(values, i);
      }
    }
  }

  /** The keys of the selected rows, by row. */
  private int[] keys(StringColumn texts, Selection rows) {
    if (keys.length < texts.size()) {
      keys = new int[Math.max(texts.size(), keys.length * 2)];
    }
    int[] at = rows.rows();
    int[] codes = texts.codes();
    boolean[] nulls = texts.nulls();
    for (int i = 0; i < rows.count(); i++) {
      int row = at[i];
      keys[row] = nulls != null && nulls[row] ? 0 : codes[row] + 1;
    }
    return keys;
  }

  private static int key(StringColumn texts, int row) {
    return texts.isNull(row) ? 0 : texts.codes()[row] + 1;
  }
}
