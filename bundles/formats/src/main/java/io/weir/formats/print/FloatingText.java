package io.weir.formats.print;

import io.weir.api.connector.ByteSink;
import java.math.BigInteger;

/**
 * Prints doubles and floats as the shortest decimal that reads back as the same value, and of those
 * the closest: what {@code Double.toString} gives from JDK 19 on. That of JDK 17 sometimes prints
 * more digits (2.0E-3 as {@code 0.0020}), so that it cannot be used where bytes must not depend on
 * the JDK.
 *
 * <p>The algorithm is Schubfach: Raffaello Giulietti, "The Schubfach way to render doubles", 2021,
 * sections 9 and 10; names follow the paper. The factors g of powers of ten are computed when first
 * needed.
 *
 * <p>Thread: one at a time.
 */
public final class FloatingText {

  private static final int K_MIN = -324;
  private static final int K_MAX = 292;
  private static final long MASK_63 = Long.MAX_VALUE;

  /** Long pairs g1, g0 for each k; g1 is never 0 once computed. */
  private final long[] factors = new long[2 * (K_MAX - K_MIN + 1)];

  private final byte[] digits = new byte[20];

  /** A printer. */
  public FloatingText() {}

  /**
   * Writes a finite double.
   *
   * @param value not NaN, not infinite
   * @param target receives the text
   */
  public void write(double value, ByteSink target) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits < 0) {
      target.writeByte('-');
    }
    long fraction = bits & ((1L << 52) - 1);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    write(fraction, exponent, 53, -1074, 3, target);
  }

  /**
   * Writes a finite float.
   *
   * @param value not NaN, not infinite
   * @param target receives the text
   */
  public void write(float value, ByteSink target) {
    int bits = Float.floatToRawIntBits(value);
    if (bits < 0) {
      target.writeByte('-');
    }
    write(bits & ((1 << 23) - 1), (bits >>> 23) & 0xFF, 24, -149, 8, target);
  }

  private void write(
      long fraction, int exponent, int precision, int qMin, int cTiny, ByteSink target) {
    long cMin = 1L << (precision - 1);
    if (exponent == 0) {
      if (fraction == 0) {
        writeDigits(0, 0, target);
      } else if (fraction < cTiny) {
        decimal(qMin, 10 * fraction, -1, cMin, qMin, target); // section 9.7: needs one more digit
      } else {
        decimal(qMin, fraction, 0, cMin, qMin, target);
      }
      return;
    }
    long c = cMin | fraction;
    int minusQ = 1 - qMin - exponent;
    if (minusQ > 0 && minusQ < precision && (c >>> minusQ) << minusQ == c) {
      writeDigits(c >>> minusQ, 0, target); // a small integer
    } else {
      decimal(-minusQ, c, 0, cMin, qMin, target);
    }
  }

  /** The shortest decimal of c 2^q; dk is added to its exponent. */
  private void decimal(int q, long c, int dk, long cMin, int qMin, ByteSink target) {
    int out = (int) c & 1;
    long cb = c << 2;
    long cbr = cb + 2;
    long cbl;
    int k;
    if (c != cMin || q == qMin) {
      cbl = cb - 2;
      k = (int) ((q * 661_971_961_083L) >> 41); // floor(log10(2^q))
    } else {
      cbl = cb - 1;
      k = (int) ((q * 661_971_961_083L - 274_743_187_321L) >> 41); // floor(log10(3/4 2^q))
    }
    int h = q + (int) ((-k * 913_124_641_741L) >> 38) + 2; // floor(log2(10^-k))
    int at = factor(k);
    long g1 = factors[at];
    long g0 = factors[at + 1];
    long vb = roundToOdd(g1, g0, cb << h);
    long vbl = roundToOdd(g1, g0, cbl << h);
    long vbr = roundToOdd(g1, g0, cbr << h);
    long s = vb >> 2;
    if (s >= 100) {
      long shorter = s / 10 * 10;
      long longer = shorter + 10;
      boolean lowerIn = vbl + out <= shorter << 2;
      boolean upperIn = (longer << 2) + out <= vbr;
      if (lowerIn != upperIn) {
        writeDigits(lowerIn ? shorter : longer, k + dk, target);
        return;
      }
    }
    long t = s + 1;
    boolean lowerIn = vbl + out <= s << 2;
    boolean upperIn = (t << 2) + out <= vbr;
    boolean lower;
    if (lowerIn != upperIn) {
      lower = lowerIn;
    } else {
      long middle = vb - ((s + t) << 1);
      lower = middle < 0 || (middle == 0 && (s & 1) == 0);
    }
    writeDigits(lower ? s : t, k + dk, target);
  }

  private static long roundToOdd(long g1, long g0, long cp) {
    long x1 = Math.multiplyHigh(g0, cp);
    long y0 = g1 * cp;
    long y1 = Math.multiplyHigh(g1, cp);
    long z = (y0 >>> 1) + x1;
    long w = y1 + (z >>> 63);
    return w | (((z & MASK_63) + MASK_63) >>> 63);
  }

  /** Where g = floor(10^-k 2^-r) + 1 stands, with 2^125 <= g < 2^126, in pieces of 63 bits. */
  private int factor(int k) {
    int at = (k - K_MIN) * 2;
    if (factors[at] == 0) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(k));
      BigInteger g;
      if (k <= 0) {
        g = power.shiftLeft(126).shiftRight(power.bitLength());
      } else {
        // 126 bits of 1 / power: one quotient bit more than needed may come out.
        g = BigInteger.ONE.shiftLeft(power.bitLength() + 125).divide(power);
        if (g.bitLength() > 126) {
          g = g.shiftRight(1);
        }
      }
      g = g.add(BigInteger.ONE);
      factors[at + 1] = g.longValue() & MASK_63;
      factors[at] = g.shiftRight(63).longValue();
    }
    return at;
  }

  /** Writes f 10^e as Double.toString does: plain from 1E-3 to 1E7, else scientific. */
  private void writeDigits(long f, int e, ByteSink target) {
    if (f == 0) {
      target.writeByte('0');
      target.writeByte('.');
      target.writeByte('0');
      return;
    }
    int count = 0;
    long rest = f;
    while (rest != 0) {
      long next = rest / 10;
      digits[digits.length - ++count] = (byte) ('0' + (rest - next * 10));
      rest = next;
    }
    int first = digits.length - count;
    int point = count + e; // digits before the point
    int last = digits.length;
    while (last - first > 1 && digits[last - 1] == '0') {
      last--;
    }
    if (point > 0 && point <= 7) {
      writeRange(first, Math.min(first + point, last), target);
      writeZeros(point - (last - first), target);
      target.writeByte('.');
      if (last - first > point) {
        writeRange(first + point, last, target);
      } else {
        target.writeByte('0');
      }
    } else if (point > -3 && point <= 0) {
      target.writeByte('0');
      target.writeByte('.');
      writeZeros(-point, target);
      writeRange(first, last, target);
    } else {
      target.writeByte(digits[first]);
      target.writeByte('.');
      if (last - first > 1) {
        writeRange(first + 1, last, target);
      } else {
        target.writeByte('0');
      }
      target.writeByte('E');
      IntegerText.write(point - 1, target);
    }
  }

  private void writeRange(int from, int to, ByteSink target) {
    target.write(digits, from, to - from);
  }

  private static void writeZeros(int count, ByteSink target) {
    for (int i = 0; i < count; i++) {
      target.writeByte('0');
    }
  }
}
