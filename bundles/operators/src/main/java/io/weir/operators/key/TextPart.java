package io.weir.operators.key;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.Dictionary;
import io.weir.api.data.StringColumn;
import io.weir.operators.column.ValueCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts: the word is the code in the table's own dictionary. */
final class TextPart extends KeyPart {

  private Dictionary dictionary = new Dictionary();
  private @Nullable Dictionary former;
  private int[] moved = new int[0]; // codes by former codes, + 1; 0 is unknown

  /** Own codes by the codes of the dictionary seen last. */
  private static final class TextMemo extends Memo {
    @Nullable Dictionary source;
    @Nullable Dictionary own;
    int[] codes = new int[0]; // own code + 1; 0 is unknown
  }

  @Override
  boolean interns() {
    return true;
  }

  @Override
  Memo memo() {
    return new TextMemo();
  }

  @Override
  void encode(Column column, int[] rows, int count, long[] words, int at, int stride, Memo memo) {
    StringColumn texts = (StringColumn) column;
    Dictionary source = texts.dictionary();
    int[] known = codes((TextMemo) memo, source);
    int[] codes = texts.codes();
    boolean[] nulls = texts.nulls();
    int target = at;
    for (int i = 0; i < count; i++, target += stride) {
      int row = rows[i];
      if (nulls != null && nulls[row]) {
        continue;
      }
      int code = codes[row];
      int own = known[code] - 1;
      if (own < 0) {
        own = dictionary.find(source, code);
        known[code] = own + 1;
      }
      words[target] = own; // -1 is UNSEEN
    }
  }

  private int[] codes(TextMemo memo, Dictionary source) {
    if (memo.source != source || memo.own != dictionary) {
      memo.source = source;
      memo.own = dictionary;
      Arrays.fill(memo.codes, 0);
    }
    if (memo.codes.length < source.size()) {
      memo.codes = Arrays.copyOf(memo.codes, Math.max(source.size(), memo.codes.length * 2));
    }
    return memo.codes;
  }

  @Override
  long add(Column column, int row) {
    StringColumn texts = (StringColumn) column;
    return dictionary.codeOf(texts.dictionary(), texts.codes()[row]);
  }

  @Override
  int extraBytes(Column column, int row) {
    StringColumn texts = (StringColumn) column;
    return texts.dictionary().length(texts.codes()[row]);
  }

  @Override
  int extraBytes(long word) {
    return dictionary.length((int) word);
  }

  @Override
  int hash(Column column, int row) {
    StringColumn texts = (StringColumn) column;
    return texts.dictionary().hash(texts.codes()[row]);
  }

  @Override
  int hash(long word) {
    return dictionary.hash((int) word);
  }

  @Override
  int compare(long left, KeyPart other, long right) {
    return dictionary.compare((int) left, ((TextPart) other).dictionary, (int) right);
  }

  @Override
  Column column(long[] words, boolean[] nulls, int count) {
    int[] codes = new int[count];
    for (int i = 0; i < count; i++) {
      codes[i] = (int) words[i];
    }
    return new StringColumn(dictionary, codes, nulls, count);
  }

  @Override
  void write(long word, ByteSink target) {
    byte[] utf8 = new byte[dictionary.length((int) word)];
    dictionary.copyTo((int) word, utf8, 0);
    ValueCodec.writeBytes(utf8, target);
  }

  @Override
  long read(ByteBuffer source) {
    byte[] utf8 = ValueCodec.readBytes(source);
    return dictionary.codeOf(utf8, 0, utf8.length);
  }

  @Override
  void beginKeeping() {
    former = dictionary;
    moved = new int[dictionary.size()];
    dictionary = new Dictionary();
  }

  @Override
  long keep(long word) {
    Dictionary source = former;
    if (source == null) {
      return word;
    }
    int code = (int) word;
    if (moved[code] == 0) {
      moved[code] = dictionary.codeOf(source, code) + 1;
    }
    return moved[code] - 1L;
  }

  @Override
  void endKeeping() {
    former = null;
    moved = new int[0];
  }
}
