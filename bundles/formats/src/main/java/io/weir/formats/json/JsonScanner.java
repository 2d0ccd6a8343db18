package io.weir.formats.json;

import io.weir.formats.cell.Cells;
import io.weir.formats.cell.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values asked for in a usual JSON record, without an object a record or field: the cells
 * point into the payload. Whatever is unusual (escapes, exponents, a value of another shape than
 * asked for, a name twice, more than 100 digits, deep nesting, any error) it leaves to {@link
 * JsonReader}, by saying no; what it accepts, the reader accepts with the same values.
 *
 * <p>Three things make it fast. The members of an object are expected in the order of the last
 * object. Text is searched eight bytes at a time (Mycroft's test for a zero byte, 1987), digits
 * read eight at a time (Lemire, "Number parsing at a gigabyte per second", 2021). Numbers become
 * mantissa and scale in the same pass.
 *
 * <p>Thread: one at a time.
 */
final class JsonScanner {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final int MAX_MANTISSA_DIGITS = 18;
  private static final int MAX_NUMBER_CHARS = 100;
  private static final int MAX_DEPTH = 16;

  private final PathNode root;
  private final Cells cells;
  private byte[] bytes = {};
  private int end;
  private int row;
  private int objects;

  JsonScanner(PathNode root, Cells cells) {
    this.root = root;
    this.cells = cells;
  }

  /**
   * Reads one record into one or several new rows.
   *
   * @return false when the record is unusual; rows begun then must be taken back
   */
  boolean scan(byte[] payload, int start, int payloadEnd, int record) {
    bytes = payload;
    end = payloadEnd;
    int at = space(start);
    if (at < end && bytes[at] == '{') {
      row = cells.row(record);
      at = object(root, at + 1);
    } else if (at < end && bytes[at] == '[') {
      at = records(at + 1, record);
    } else {
      return false;
    }
    return at >= 0 && space(at) == end;
  }

  private int records(int start, int record) {
    int at = space(start);
    while (true) {
      if (at >= end || bytes[at] != '{') {
        return -1;
      }
      row = cells.row(record);
      at = object(root, at + 1);
      if (at < 0) {
        return -1;
      }
      at = space(at);
      if (at >= end) {
        return -1;
      }
      if (bytes[at] == ']') {
        return at + 1;
      }
      if (bytes[at] != ',') {
        return -1;
      }
      at = space(at + 1);
    }
  }

  /** Reads an object from behind its brace; returns the position behind it, or -1. */
  private int object(PathNode node, int start) {
    int self = ++objects;
    int at = space(start);
    if (at < end && bytes[at] == '}') {
      return at + 1;
    }
    PathNode previous = null;
    while (at < end && bytes[at] == '"') {
      PathNode guess = previous == null ? node.firstMember : previous.successor;
      PathNode member;
      if (guess != null && isKey(guess.key, at + 1)) {
        member = guess;
        at += 1 + guess.key.length;
      } else {
        int keyEnd = textEnd(at + 1);
        if (keyEnd < 0) {
          return -1;
        }
        member = find(node, at + 1, keyEnd);
        if (member != null) {
          if (previous == null) {
            node.firstMember = member;
          } else {
            previous.successor = member;
          }
        }
        at = keyEnd + 1;
      }
      at = space(at);
      if (at >= end || bytes[at] != ':') {
        return -1;
      }
      at = space(at + 1);
      if (member == null) {
        at = skip(at, 0);
      } else {
        if (member.seenIn == self) {
          return -1;
        }
        member.seenIn = self;
        previous = member;
        at = value(member, at);
      }
      if (at < 0) {
        return -1;
      }
      at = space(at);
      if (at >= end) {
        return -1;
      }
      if (bytes[at] == '}') {
        return at + 1;
      }
      if (bytes[at] != ',') {
        return -1;
      }
      at = space(at + 1);
    }
    return -1;
  }

  private boolean isKey(byte[] key, int at) {
    int length = key.length;
    if (at + length > end) {
      return false;
    }
    if (length < 8) {
      for (int i = 0; i < length; i++) {
        if (bytes[at + i] != key[i]) {
          return false;
        }
      }
      return true;
    }
    return (long) LONGS.get(bytes, at) == (long) LONGS.get(key, 0)
        && (length == 8
            || (length <= 16
                ? (long) LONGS.get(bytes, at + length - 8) == (long) LONGS.get(key, length - 8)
                : Arrays.equals(bytes, at + 8, at + length, key, 8, length)));
  }

  private @Nullable PathNode find(PathNode node, int start, int keyEnd) {
    int length = keyEnd - start;
    for (PathNode child : node.children()) {
      if (child.key.length == length + 1
          && Arrays.equals(bytes, start, keyEnd, child.key, 0, length)) {
        return child;
      }
    }
    return null;
  }

  private int value(PathNode member, int at) {
    if (at >= end) {
      return -1;
    }
    byte first = bytes[at];
    if (member.isObject()) {
      if (first == '{' && member.slot < 0) {
        return object(member, at + 1);
      }
      return first == 'n' ? literal(at, "null") : -1;
    }
    if (first == '"') {
      int textEnd = textEnd(at + 1);
      if (textEnd < 0) {
        return -1;
      }
      cells.text(member.slot, row, at + 1, textEnd);
      return textEnd + 1;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      return number(member.slot, at);
    }
    int behind = -1;
    if (first == 't') {
      behind = literal(at, "true");
      cells.bool(member.slot, row, true);
    } else if (first == 'f') {
      behind = literal(at, "false");
      cells.bool(member.slot, row, false);
    } else if (first == 'n') {
      behind = literal(at, "null");
    }
    return behind;
  }

  private int skip(int at, int depth) {
    if (at >= end || depth > MAX_DEPTH) {
      return -1;
    }
    return switch (bytes[at]) {
      case '"' -> {
        int textEnd = textEnd(at + 1);
        yield textEnd < 0 ? -1 : textEnd + 1;
      }
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      case '{' -> skipAll(at + 1, (byte) '}', depth);
      case '[' -> skipAll(at + 1, (byte) ']', depth);
      default -> number(-1, at);
    };
  }

  /** Skips the members or elements up to the closing bracket. */
  private int skipAll(int start, byte close, int depth) {
    int at = space(start);
    if (at < end && bytes[at] == close) {
      return at + 1;
    }
    while (at < end) {
      if (close == '}') {
        int keyEnd = bytes[at] == '"' ? textEnd(at + 1) : -1;
        at = keyEnd < 0 ? end : space(keyEnd + 1);
        if (at >= end || bytes[at] != ':') {
          return -1;
        }
        at = space(at + 1);
      }
      at = skip(at, depth + 1);
      at = at < 0 ? end : space(at);
      if (at >= end) {
        return -1;
      }
      if (bytes[at] == close) {
        return at + 1;
      }
      if (bytes[at] != ',') {
        return -1;
      }
      at = space(at + 1);
    }
    return -1;
  }

  private int literal(int at, String word) {
    int length = word.length();
    if (at + length > end) {
      return -1;
    }
    for (int i = 1; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return -1;
      }
    }
    return at + length;
  }

  /** Reads a number into a cell, or skips it for slot -1; RFC 8259 section 6 without exponent. */
  private int number(int slot, int start) {
    byte[] b = bytes;
    int at = start;
    boolean negative = b[at] == '-';
    if (negative) {
      at++;
    }
    int digits = at;
    long mantissa = 0;
    while (at + 8 <= end) {
      long eight = (long) LONGS.get(b, at);
      if (!isEightDigits(eight)) {
        break;
      }
      mantissa = mantissa * 100_000_000 + eightDigits(eight);
      at += 8;
    }
    for (; at < end; at++) {
      int digit = b[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      mantissa = mantissa * 10 + digit;
    }
    int count = at - digits;
    if (count == 0 || (count > 1 && b[digits] == '0')) {
      return -1;
    }
    int scale = 0;
    if (at < end && b[at] == '.') {
      int fraction = ++at;
      for (; at < end; at++) {
        int digit = b[at] - '0';
        if (digit < 0 || digit > 9) {
          break;
        }
        mantissa = mantissa * 10 + digit;
      }
      scale = at - fraction;
      if (scale == 0) {
        return -1;
      }
    }
    if (at < end && (b[at] | 0x20) == 'e') {
      return -1;
    }
    count += scale;
    if (count > MAX_NUMBER_CHARS) {
      return -1;
    }
    if (slot >= 0) {
      if (count > MAX_MANTISSA_DIGITS || (negative && mantissa == 0)) {
        cells.longNumber(slot, row, start, at);
      } else {
        cells.number(slot, row, start, at, negative ? -mantissa : mantissa, scale);
      }
    }
    return at;
  }

  private static boolean isEightDigits(long eight) {
    return (eight & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L
        && ((eight + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L;
  }

  private static long eightDigits(long eight) {
    long pairs = ((eight & 0x0F0F0F0F0F0F0F0FL) * 2561) >>> 8;
    long fours = ((pairs & 0x00FF00FF00FF00FFL) * 6553601) >>> 16;
    return ((fours & 0x0000FFFF0000FFFFL) * 42949672960001L) >>> 32;
  }

  /**
   * Finds the end of a text.
   *
   * @param start behind the opening quote
   * @return the position of the closing quote; -1 when there is none, an escape, a control
   *     character, or a byte that is no UTF-8
   */
  private int textEnd(int start) {
    byte[] b = bytes;
    int at = start;
    while (at < end) {
      if (at + 8 <= end) {
        long eight = (long) LONGS.get(b, at);
        long special = special(eight);
        if (special == 0) {
          at += 8;
          continue;
        }
        at += Long.numberOfTrailingZeros(special) >>> 3;
      }
      byte c = b[at];
      if (c == '"') {
        return at;
      }
      if (c < 0) {
        at = Utf8.next(b, at, end);
        if (at < 0) {
          return -1;
        }
      } else if (c < ' ' || c == '\\') {
        return -1;
      } else {
        at++;
      }
    }
    return -1;
  }

  /** The high bit of the lowest byte that is a quote, a backslash, a control or above 127. */
  private static long special(long eight) {
    long quote = eight ^ 0x2222222222222222L;
    long backslash = eight ^ 0x5C5C5C5C5C5C5C5CL;
    return (((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((eight - 0x2020202020202020L) & ~eight)
            | eight)
        & HIGHS;
  }

  private int space(int start) {
    int at = start;
    while (at < end) {
      byte c = bytes[at];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return at;
      }
      at++;
    }
    return at;
  }
}
