package io.weir.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds a column of texts. The dictionary lives on over {@link #clear}, so that a text seen in an
 * earlier batch keeps its code; {@link #clear} starts a fresh one when it has outgrown its bounds.
 * Siblings have one dictionary, each from its {@link #clear} on.
 */
public final class TextBuilder extends ColumnBuilder {

  private static final int MAX_TEXTS = 1 << 20;

  /** A sixteenth of the memory there is, as a gateway has several columns of texts. */
  private static final long MAX_BYTES =
      Math.max(4L << 20, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16));

  private final Shared shared;
  private Dictionary dictionary;
  private int[] codes = new int[INITIAL_CAPACITY];

  /** The texts of the last rows, which are looked up together. */
  private @Nullable String[] strings = new @Nullable String[0];

  private int waiting; // how many of these

  TextBuilder() {
    this(new Shared());
  }

  private TextBuilder(Shared shared) {
    super(DataType.STRING);
    this.shared = shared;
    this.dictionary = shared.present();
  }

  @Override
  public TextBuilder sibling() {
    return new TextBuilder(shared);
  }

  /**
   * The dictionary of the column being built.
   *
   * @return may be another one after {@link #clear}
   */
  public Dictionary dictionary() {
    return dictionary;
  }

  /**
   * Appends a text.
   *
   * @param utf8 holds the text
   * @param offset where it starts
   * @param length in bytes
   */
  public void append(byte[] utf8, int offset, int length) {
    appendCode(dictionary.codeOf(utf8, offset, length));
  }

  /**
   * Appends a text.
   *
   * @param text any text
   */
  public void append(String text) {
    if (waiting == strings.length) {
      strings = Arrays.copyOf(strings, grown(waiting));
    }
    strings[waiting++] = text;
    size++;
  }

  private void lookUp() {
    if (size > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(size, grown(codes.length)));
    }
    dictionary.codesOf(strings, waiting, codes, size - waiting);
    Arrays.fill(strings, 0, waiting, null);
    waiting = 0;
  }

  /**
   * Appends a text that the dictionary knows.
   *
   * @param code its code in {@link #dictionary}
   */
  public void appendCode(int code) {
    if (waiting > 0) {
      lookUp();
    }
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, grown(size));
    }
    codes[size++] = code;
  }

  @Override
  void appendPlaceholder() {
    appendCode(0);
  }

  @Override
  void appendBoxed(Object value) {
    append((String) value);
  }

  @Override
  public StringColumn build() {
    if (waiting > 0) {
      lookUp();
    }
    return new StringColumn(dictionary, codes, mask(), size);
  }

  @Override
  public void clear() {
    super.clear();
    waiting = 0;
    dictionary = shared.present();
  }

  /** The dictionary of all siblings. */
  private static final class Shared {
    private Dictionary dictionary = new Dictionary();

    /** The dictionary to go on with. */
    synchronized Dictionary present() {
      if (dictionary.size() > MAX_TEXTS || dictionary.bytes() > MAX_BYTES) {
        dictionary = new Dictionary();
      }
      return dictionary;
    }
  }
}
