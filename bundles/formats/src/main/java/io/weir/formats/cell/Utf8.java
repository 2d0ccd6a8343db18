package io.weir.formats.cell;

/** Checks UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {

  private Utf8() {}

  /**
   * Where a text stops being UTF-8.
   *
   * @param bytes holds the text
   * @param start where it starts
   * @param end where it ends
   * @return the position of the first wrong byte, or -1 if there is none
   */
  public static int firstInvalid(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      if (bytes[at] >= 0) {
        at++;
      } else {
        int next = next(bytes, at, end);
        if (next < 0) {
          return at;
        }
        at = next;
      }
    }
    return -1;
  }

  /**
   * Steps over one character of two or more bytes.
   *
   * @param bytes holds the text
   * @param at the position of its first byte, which is negative
   * @param end where the text ends
   * @return the position behind it, or -1 if it is none
   */
  public static int next(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > end) {
      return -1;
    }
    int second = bytes[at + 1] & 0xFF;
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return -1;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return -1;
      }
    }
    return at + length;
  }

  /**
   * How long a byte order mark a text starts with.
   *
   * @param bytes holds the text
   * @param at where it starts
   * @param end where it ends
   * @return 3, or 0 when there is none
   */
  public static int byteOrderMark(byte[] bytes, int at, int end) {
    boolean there =
        at + 3 <= end
            && bytes[at] == (byte) 0xEF
            && bytes[at + 1] == (byte) 0xBB
            && bytes[at + 2] == (byte) 0xBF;
    return there ? 3 : 0;
  }
}
