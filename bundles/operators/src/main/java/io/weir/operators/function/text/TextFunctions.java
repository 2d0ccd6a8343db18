package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.BOOLEAN;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;

import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.function.Library;
import java.util.Locale;
import java.util.regex.Pattern;

/** Functions of texts. Positions and lengths count characters, from 1. */
public final class TextFunctions {

  /** A row cannot hold more. */
  private static final int MAX_BYTES = 16 << 20;

  private TextFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    ConcatFunctions.register(library);
    changes(library);
    parts(library);
    measures(library);
    trims(library);
    WordFunctions.register(library);
    PrintFunctions.register(library);
    DigestFunctions.register(library);
    EncodingFunctions.register(library);
    Utf8Functions.register(library);
  }

  private static void changes(Library library) {
    library.rows(
        "upper(text)",
        "In capital letters.",
        STRING,
        (in, out) -> out.putText(in.text(0).toUpperCase(Locale.ROOT)),
        STRING);
    library.alias("ucase", "upper");
    library.rows(
        "lower(text)",
        "In small letters.",
        STRING,
        (in, out) -> out.putText(in.text(0).toLowerCase(Locale.ROOT)),
        STRING);
    library.alias("lcase", "lower");
    library.rows(
        "initcap(text)",
        "Each word with a capital letter.",
        STRING,
        (in, out) -> out.putText(Chars.capitalised(in.text(0))),
        STRING);
    library.rows(
        "replace(text, part[, by])",
        "With every part replaced, or removed.",
        STRING,
        (in, out) -> {
          String part = in.text(1);
          String by = in.size() > 2 ? in.text(2) : "";
          out.putText(part.isEmpty() ? in.text(0) : in.text(0).replace(part, by));
        },
        STRING,
        STRING,
        STRING);
    library.rows(
        "translate(text, from, to)",
        "Each character of from replaced by its partner in to.",
        STRING,
        (in, out) -> out.putText(Chars.translate(in.text(0), in.text(1), in.text(2))),
        STRING,
        STRING,
        STRING);
    library.rows(
        "repeat(text, n)",
        "n times.",
        STRING,
        (in, out) -> {
          int times = Math.max(0, in.intAt(1));
          checkSize((long) in.textBytes(0) * times, "repeat");
          out.putText(in.text(0).repeat(times));
        },
        STRING,
        INT);
    library.rows(
        "space(n)",
        "n blanks.",
        STRING,
        (in, out) -> {
          checkSize(in.intAt(0), "space");
          out.putText(" ".repeat(Math.max(0, in.intAt(0))));
        },
        INT);
    library.rows(
        "lpad(text, length[, pad])",
        "Filled on the left, or cut.",
        STRING,
        pad(true),
        STRING,
        INT,
        STRING);
    library.rows(
        "rpad(text, length[, pad])",
        "Filled on the right, or cut.",
        STRING,
        pad(false),
        STRING,
        INT,
        STRING);
    library.ofBytes("lpad", BINARY, padBytes(true), BINARY, INT, BINARY);
    library.ofBytes("rpad", BINARY, padBytes(false), BINARY, INT, BINARY);
  }

  private static RowFunction pad(boolean left) {
    return (in, out) -> {
      checkSize(in.intAt(1), "pad");
      String pad = in.size() > 2 ? in.text(2) : " ";
      out.putText(Chars.pad(in.text(0), Math.max(0, in.intAt(1)), pad, left));
    };
  }

  private static RowFunction padBytes(boolean left) {
    return (in, out) -> {
      checkSize(in.intAt(1), "pad");
      byte[] pad = in.size() > 2 ? Bytes.of(in, 2) : new byte[1];
      out.putValue(Bytes.pad(Bytes.of(in, 0), Math.max(0, in.intAt(1)), pad, left));
    };
  }

  private static void checkSize(long bytes, String function) {
    if (bytes > MAX_BYTES) {
      throw new RowFailure(function + ": the result is over 16 MB");
    }
  }

  private static void parts(Library library) {
    library.rows(
        "substring(text, start[, length])",
        "From a position, counted from the end if it is negative.",
        STRING,
        (in, out) ->
            out.putText(
                Chars.substring(
                    in.text(0), in.intAt(1), in.size() > 2 ? in.intAt(2) : Integer.MAX_VALUE)),
        STRING,
        INT,
        INT);
    library.ofBytes(
        "substring",
        BINARY,
        (in, out) ->
            out.putValue(
                Bytes.substring(
                    Bytes.of(in, 0), in.intAt(1), in.size() > 2 ? in.intAt(2) : Integer.MAX_VALUE)),
        BINARY,
        INT,
        INT);
    library.alias("substr", "substring");
    library.rows(
        "left(text, n)",
        "The first n characters.",
        STRING,
        (in, out) -> out.putText(Chars.slice(in.text(0), 0, in.intAt(1))),
        STRING,
        INT);
    library.ofBytes(
        "left",
        BINARY,
        (in, out) -> out.putValue(Bytes.slice(Bytes.of(in, 0), 0, in.intAt(1))),
        BINARY,
        INT);
    library.rows(
        "right(text, n)",
        "The last n characters.",
        STRING,
        (in, out) -> {
          int length = Chars.length(in.text(0));
          out.putText(Chars.slice(in.text(0), (long) length - Math.max(0, in.intAt(1)), length));
        },
        STRING,
        INT);
    library.rows(
        "substring_index(text, delimiter, n)",
        "What stands before the n-th delimiter.",
        STRING,
        (in, out) -> out.putText(Chars.beforeDelimiter(in.text(0), in.text(1), in.intAt(2))),
        STRING,
        STRING,
        INT);
    library.rows(
        "split_part(text, delimiter, n)",
        "The n-th part, from 1, or -1 for the last.",
        STRING,
        (in, out) -> {
          int n = in.intAt(2);
          if (n == 0) {
            throw new RowFailure("split_part: part 0, expected 1 or more, or negative");
          }
          String delimiter = in.text(1);
          String[] parts =
              delimiter.isEmpty()
                  ? new String[] {in.text(0)}
                  : in.text(0).split(Pattern.quote(delimiter), -1);
          long at = n > 0 ? n - 1L : (long) parts.length + n;
          out.putText(at >= 0 && at < parts.length ? parts[(int) at] : "");
        },
        STRING,
        STRING,
        INT);
  }

  private static void measures(Library library) {
    library.rows(
        "length(text)",
        "The number of characters, or of bytes.",
        INT,
        (in, out) -> out.putInt(Chars.length(in.text(0))),
        STRING);
    library.ofBytes("length", INT, (in, out) -> out.putInt(Bytes.of(in, 0).length), BINARY);
    library.alias("char_length", "length");
    library.alias("character_length", "length");
    library.alias("len", "length");
    library.rows(
        "octet_length(text)",
        "The number of bytes.",
        INT,
        (in, out) -> out.putInt(in.textBytes(0)),
        STRING);
    library.ofBytes("octet_length", INT, (in, out) -> out.putInt(Bytes.of(in, 0).length), BINARY);
    library.rows(
        "bit_length(text)",
        "The number of bits.",
        INT,
        (in, out) -> out.putInt(in.textBytes(0) * 8),
        STRING);
    library.ofBytes("bit_length", INT, (in, out) -> out.putInt(Bytes.of(in, 0).length * 8), BINARY);
    library.rows(
        "instr(text, part)",
        "The position of a part; 0 if it is not there.",
        INT,
        (in, out) -> out.putInt(Chars.position(in.text(0), in.text(1), 1)),
        STRING,
        STRING);
    library.rows(
        "locate(part, text[, from])",
        "The position of a part, searched from a position on.",
        INT,
        (in, out) ->
            out.putInt(Chars.position(in.text(1), in.text(0), in.size() > 2 ? in.intAt(2) : 1)),
        STRING,
        STRING,
        INT);
    library.alias("position", "locate");
    test(library, "startswith(text, part)", "Whether it starts so.", String::startsWith);
    test(library, "endswith(text, part)", "Whether it ends so.", String::endsWith);
    test(library, "contains(text, part)", "Whether the part is there.", String::contains);
    library.rows(
        "ascii(text)",
        "The code of the first character; 0 for an empty text.",
        INT,
        (in, out) -> out.putInt(in.text(0).isEmpty() ? 0 : in.text(0).codePointAt(0)),
        STRING);
    library.rows(
        "levenshtein(a, b[, most])",
        "The number of edits from a to b; -1 if they are more than most.",
        INT,
        (in, out) -> {
          int edits = Chars.levenshtein(in.text(0), in.text(1));
          out.putInt(in.size() > 2 && edits > in.intAt(2) ? -1 : edits);
        },
        STRING,
        STRING,
        INT);
  }

  /** A test of two texts. */
  @FunctionalInterface
  private interface TextTest {
    boolean test(String text, String part);
  }

  private static void test(Library library, String signature, String description, TextTest test) {
    library.rows(
        signature,
        description,
        BOOLEAN,
        (in, out) -> out.putBoolean(test.test(in.text(0), in.text(1))),
        STRING,
        STRING);
  }

  private static void trims(Library library) {
    trim(library, "ltrim", "at the start", true, false);
    trim(library, "rtrim", "at the end", false, true);
    trim(library, "trim", "at both ends", true, true);
    library.rows(
        "btrim(text[, chars])",
        "Without blanks, or the given characters, at both ends.",
        STRING,
        (in, out) ->
            out.putText(Chars.trim(in.text(0), in.size() > 1 ? in.text(1) : " ", true, true)),
        STRING,
        STRING);
  }

  /** With two arguments the characters come first, as in Spark. */
  private static void trim(
      Library library, String name, String where, boolean left, boolean right) {
    String description = "Without blanks " + where + ", or, as (chars, text), without those.";
    library.rows(
        name + "(text[, …])",
        description,
        STRING,
        (in, out) -> {
          boolean chars = in.size() > 1;
          out.putText(Chars.trim(in.text(chars ? 1 : 0), chars ? in.text(0) : " ", left, right));
        },
        STRING,
        STRING);
  }
}
