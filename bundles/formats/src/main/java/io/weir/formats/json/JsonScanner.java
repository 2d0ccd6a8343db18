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
 * mantissa and scale in the same pass. Reading eight at a time looks beyond the end of a record,
 * into the next one, but never takes what it sees there.
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
  private static final long[] POWERS = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private final PathNode root;
  private final Cells cells;
  private byte[] bytes = {};
  private int end;
  private int row;
  private int objects;
  private long mantissa;
  private int boundCapacity;

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
      row = beginRow(record);
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
      row = beginRow(record);
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
    byte[] b = bytes;
    int limit = end;
    int self = ++objects;
    int at = skipSpace(b, start, limit);
    if (at < limit && b[at] == '}') {
      return at + 1;
    }
    PathNode previous = null;
    while (at < limit && b[at] == '"') {
      PathNode guess = previous == null ? node.firstMember : previous.successor;
      PathNode member;
      if (guess != null && isKey(b, guess, at + 1, limit)) {
        member = guess;
        at = skipSpace(b, at + 1 + guess.key.length, limit);
      } else {
        int keyEnd = textEnd(b, at + 1, limit);
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
        at = skipSpace(b, keyEnd + 1, limit);
        if (at >= limit || b[at] != ':') {
          return -1;
        }
        at = skipSpace(b, at + 1, limit);
      }
      if (member == null) {
        at = skip(at, 0);
      } else {
        if (member.seenIn == self) {
          return -1;
        }
        member.seenIn = self;
        previous = member;
        at = value(b, member, at, limit);
      }
      if (at < 0) {
        return -1;
      }
      at = skipSpace(b, at, limit);
      if (at >= limit) {
        return -1;
      }
      if (b[at] == '}') {
        return at + 1;
      }
      if (b[at] != ',') {
        return -1;
      }
      at = skipSpace(b, at + 1, limit);
    }
    return -1;
  }

  private static boolean isKey(byte[] b, PathNode node, int at, int limit) {
    byte[] key = node.key;
    int length = key.length;
    if (at + length > limit) {
      return false;
    }
    if (at + 8 <= b.length) {
      return (((long) LONGS.get(b, at)) & node.headMask) == node.head
          && (length <= 8 || Arrays.equals(b, at + 8, at + length, key, 8, length));
    }
    return Arrays.equals(b, at, at + length, key, 0, length);
  }

  private @Nullable PathNode find(PathNode node, int start, int keyEnd) {
    int length = keyEnd - start;
    for (PathNode child : node.children()) {
      if (child.key.length == length + PathNode.BEHIND_NAME
          && Arrays.equals(bytes, start, keyEnd, child.key, 0, length)) {
        return child;
      }
    }
    return null;
  }

  private int value(byte[] b, PathNode member, int at, int limit) {
    if (at >= limit) {
      return -1;
    }
    byte first = b[at];
    if (member.isObject()) {
      if (first == '{' && member.slot < 0) {
        return object(member, at + 1);
      }
      return first == 'n' ? literal(at, "null") : -1;
    }
    if (first == '"') {
      int textEnd = textEnd(b, at + 1, limit);
      if (textEnd < 0) {
        return -1;
      }
      member.starts[row] = at + 1;
      member.ends[row] = textEnd;
      member.kinds[row] = Cells.TEXT;
      return textEnd + 1;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      int behind = shortNumber(b, member, at, limit);
      return behind > 0 ? behind : number(b, member, at, limit);
    }
    int behind = -1;
    if (first == 't') {
      behind = literal(at, "true");
      member.kinds[row] = Cells.TRUE;
    } else if (first == 'f') {
      behind = literal(at, "false");
      member.kinds[row] = Cells.FALSE;
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
        int textEnd = textEnd(bytes, at + 1, end);
        yield textEnd < 0 ? -1 : textEnd + 1;
      }
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      case '{' -> skipAll(at + 1, (byte) '}', depth);
      case '[' -> skipAll(at + 1, (byte) ']', depth);
      default -> number(bytes, null, at, end);
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
        int keyEnd = bytes[at] == '"' ? textEnd(bytes, at + 1, end) : -1;
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

  /**
   * Reads a number of the usual lengths into the member's cell: up to six digits with a point, up
   * to 15 without. Hardly a branch here depends on how long a number is.
   *
   * @return the position behind it, or 0 for one that {@link #number} must look at
   */
  private int shortNumber(byte[] b, PathNode member, int start, int limit) {
    boolean negative = b[start] == '-';
    int first = negative ? start + 1 : start;
    if (first + 16 > b.length) {
      return 0;
    }
    long eight = (long) LONGS.get(b, first);
    int whole = Long.numberOfTrailingZeros(others(eight)) >>> 3;
    int at = first + whole;
    int scale = 0;
    long value;
    if (whole == 8) {
      long next = (long) LONGS.get(b, first + 8);
      int more = Long.numberOfTrailingZeros(others(next)) >>> 3;
      if (more == 8) {
        return 0;
      }
      at += more;
      value = eightDigits(eight) * POWERS[more] + eightDigits(next << (56 - 8 * more) << 8);
    } else if (b[at] == '.') {
      long below = (1L << (8 * whole)) - 1;
      long digits = (eight & below) | ((eight >>> 8) & ~below); // without the point
      int count = Long.numberOfTrailingZeros(others(digits)) >>> 3;
      scale = count - whole;
      if (count == 7 || scale == 0) {
        return 0;
      }
      at = first + count + 1;
      value = eightDigits(digits << (56 - 8 * count) << 8);
    } else {
      value = eightDigits(eight << (56 - 8 * whole) << 8);
    }
    boolean odd = whole == 0 || (whole > 1 && b[first] == '0') || (negative && value == 0);
    if (odd || at >= limit || b[at] == '.' || (b[at] | 0x20) == 'e') {
      return 0;
    }
    member.starts[row] = start;
    member.ends[row] = at;
    member.kinds[row] = Cells.NUMBER | scale << 8;
    member.mantissas[row] = negative ? -value : value;
    return at;
  }

  /** The high bit of the lowest byte that is no digit. */
  private static long others(long eight) {
    return ((eight + 0x4646464646464646L) | (eight - 0x3030303030303030L)) & HIGHS;
  }

  /**
   * Reads a number into the member's cell, or skips it when there is no member; RFC 8259 section 6
   * without exponent.
   */
  private int number(byte[] b, @Nullable PathNode member, int start, int limit) {
    boolean negative = b[start] == '-';
    int digits = negative ? start + 1 : start;
    mantissa = 0;
    int at = digits(b, digits, limit);
    int count = at - digits;
    if (count == 0 || (count > 1 && b[digits] == '0')) {
      return -1;
    }
    int scale = 0;
    if (at < limit && b[at] == '.') {
      int fraction = at + 1;
      at = digits(b, fraction, limit);
      scale = at - fraction;
      if (scale == 0) {
        return -1;
      }
    }
    if (at < limit && (b[at] | 0x20) == 'e') {
      return -1;
    }
    count += scale;
    if (count > MAX_NUMBER_CHARS) {
      return -1;
    }
    if (member != null) {
      member.starts[row] = start;
      member.ends[row] = at;
      if (count > MAX_MANTISSA_DIGITS || (negative && mantissa == 0)) {
        member.kinds[row] = Cells.LONG_NUMBER;
      } else {
        member.kinds[row] = Cells.NUMBER | scale << 8;
        member.mantissas[row] = negative ? -mantissa : mantissa;
      }
    }
    return at;
  }

  /** Adds the digits from a position on to the mantissa; returns the position behind them. */
  private int digits(byte[] b, int start, int limit) {
    int at = start;
    long value = mantissa;
    while (at < limit && at + 8 <= b.length) {
      long eight = (long) LONGS.get(b, at);
      long others = others(eight);
      int room = limit - at;
      if (others == 0 && room >= 8) {
        value = value * 100_000_000 + eightDigits(eight);
        at += 8;
        continue;
      }
      int count = Math.min(room, Long.numberOfTrailingZeros(others) >>> 3);
      if (count > 0) {
        value = value * POWERS[count] + eightDigits(eight << (64 - 8 * count));
      }
      mantissa = value;
      return at + count;
    }
    for (; at < limit; at++) {
      int digit = b[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
    }
    mantissa = value;
    return at;
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
  private static int textEnd(byte[] b, int start, int limit) {
    int at = start;
    while (at < limit) {
      if (at + 8 <= b.length) {
        long eight = (long) LONGS.get(b, at);
        long special = special(eight);
        at += Long.numberOfTrailingZeros(special) >>> 3; // 8 when there is none
        if (special == 0 || at >= limit) {
          continue;
        }
      }
      byte c = b[at];
      if (c == '"') {
        return at;
      }
      if (c < 0) {
        at = Utf8.next(b, at, limit);
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
    return skipSpace(bytes, start, end);
  }

  private static int skipSpace(byte[] b, int start, int limit) {
    int at = start;
    while (at < limit) {
      byte c = b[at];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return at;
      }
      at++;
    }
    return at;
  }

  private int beginRow(int record) {
    int begun = cells.row(record);
    if (cells.capacity() != boundCapacity) {
      boundCapacity = cells.capacity();
      root.bind(cells);
    }
    return begun;
  }
}
