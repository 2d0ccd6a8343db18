package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.BOOLEAN;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;

import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.List;

/** Functions of names, codes and numbers in texts. */
final class WordFunctions {

  private static final String ELT = "elt(n, a, b[, …])";
  private static final String MASK = "mask(text[, upper[, lower[, digit[, other]]]])";
  private static final String OVERLAY = "overlay(text, part, start[, length])";

  /** What the letters from A sound like; 0 for vowels, 7 for those that are passed over. */
  private static final String SOUNDS = "01230127022455012623017202";

  private WordFunctions() {}

  static void register(Library library) {
    library.add(
        ELT,
        "The n-th of the values, from 1; beyond the last an error.",
        WordFunctions::resolveElt,
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, Nulls.CALL, false, WordFunctions::elt));
    library.rows(
        "find_in_set(text, list)",
        "The position of a text in a list with commas between, from 1; 0 if it is not there.",
        INT,
        (in, out) -> out.putInt(List.of(in.text(1).split(",", -1)).indexOf(in.text(0)) + 1),
        STRING,
        STRING);
    library.rows(
        "luhn_check(digits)",
        "Whether the last digit is right by the Luhn algorithm; false for what is not all digits.",
        BOOLEAN,
        (in, out) -> out.putBoolean(isLuhn(in.text(0))),
        STRING);
    library.add(
        MASK,
        "With X for capital letters, x for small ones, n for digits; or constants given for these"
            + " and for other characters. NULL leaves a kind as it is.",
        WordFunctions::resolveMask,
        (call, kernels) -> RowKernel.of(STRING, kernels, Nulls.CALL, false, WordFunctions::mask));
    library.rows(
        OVERLAY,
        "With a part in the place of the characters from a start on, as many as the part has, or"
            + " length; also OVERLAY(text PLACING part FROM start FOR length).",
        STRING,
        (in, out) -> {
          String part = in.text(1);
          int length = in.size() > 3 && in.intAt(3) >= 0 ? in.intAt(3) : Chars.length(part);
          int start = in.intAt(2);
          String text = in.text(0);
          out.putText(
              Chars.substring(text, 1, start - 1)
                  + part
                  + Chars.substring(text, start + length, Integer.MAX_VALUE));
        },
        STRING,
        STRING,
        INT,
        INT);
    library.ofBytes("overlay", BINARY, WordFunctions::overlay, BINARY, BINARY, INT, INT);
    library.rows(
        "soundex(text)",
        "How a word sounds in English: a letter and three digits.",
        STRING,
        (in, out) -> out.putText(soundex(in.text(0))),
        STRING);
  }

  private static Expr resolveElt(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(ELT, arguments, 2, Integer.MAX_VALUE);
    List<Expr> values = arguments.subList(1, arguments.size());
    DataType type = values.stream().allMatch(v -> v.type() == BINARY) ? BINARY : STRING;
    List<Expr> typed = new ArrayList<>(List.of(Signature.argument(ELT, arguments, 0, INT)));
    for (int i = 1; i < arguments.size(); i++) {
      typed.add(Signature.argument(ELT, arguments, i, type));
    }
    return new Call("elt", typed, type);
  }

  private static void elt(Row in, ColumnWriter out) {
    if (in.isNull(0)) {
      out.putNull();
      return;
    }
    int n = in.intAt(0);
    if (n < 1 || n >= in.size()) {
      throw new RowFailure("elt: value %d of %d".formatted(n, in.size() - 1));
    }
    out.copy(in.column(n), in.position());
  }

  private static boolean isLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return !digits.isEmpty() && sum % 10 == 0;
  }

  private static Expr resolveMask(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(MASK, arguments, 1, 5);
    List<Expr> typed = new ArrayList<>(List.of(Signature.argument(MASK, arguments, 0, STRING)));
    String[] usual = {"X", "x", "n", null};
    for (int i = 1; i < 5; i++) {
      Expr by = i < arguments.size() ? arguments.get(i) : new Literal(usual[i - 1], STRING);
      boolean one =
          by instanceof Literal literal
              && literal.value() instanceof String text
              && text.codePointCount(0, text.length()) == 1;
      if (!one && !Coercion.isNull(by)) {
        throw Signature.mismatch(MASK, arguments, i, "a constant character or NULL");
      }
      typed.add(by);
    }
    return new Call("mask", typed, STRING);
  }

  private static void mask(Row in, ColumnWriter out) {
    if (in.isNull(0)) {
      out.putNull();
      return;
    }
    String text = in.text(0);
    StringBuilder masked = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int kind =
          Character.isUpperCase(c)
              ? 1
              : Character.isLowerCase(c) ? 2 : Character.isDigit(c) ? 3 : 4;
      masked.append(in.isNull(kind) ? String.valueOf(c) : in.text(kind));
    }
    out.putText(masked.toString());
  }

  private static void overlay(Row in, ColumnWriter out) {
    byte[] bytes = Bytes.of(in, 0);
    byte[] part = Bytes.of(in, 1);
    int start = in.intAt(2);
    int length = in.size() > 3 && in.intAt(3) >= 0 ? in.intAt(3) : part.length;
    out.putValue(
        Bytes.joined(
            Bytes.substring(bytes, 1, start - 1),
            part,
            Bytes.substring(bytes, start + length, Integer.MAX_VALUE)));
  }

  private static String soundex(String text) {
    if (text.isEmpty() || !isLetter(text.charAt(0))) {
      return text;
    }
    StringBuilder code = new StringBuilder().append(upper(text.charAt(0)));
    char last = sound(text.charAt(0));
    for (int i = 1; i < text.length() && code.length() < 4; i++) {
      char c = text.charAt(i);
      char sound = isLetter(c) ? sound(c) : '0';
      if (sound != '0' && sound != '7' && sound != last) {
        code.append(sound);
      }
      last = sound == '7' ? last : sound;
    }
    return code.append("000").substring(0, 4);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static char upper(char letter) {
    return letter >= 'a' ? (char) (letter - 'a' + 'A') : letter;
  }

  private static char sound(char letter) {
    return SOUNDS.charAt(upper(letter) - 'A');
  }
}
