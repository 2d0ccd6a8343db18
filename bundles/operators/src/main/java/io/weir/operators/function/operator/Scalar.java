package io.weir.operators.function.operator;

import io.weir.operators.expr.RowFailure;

/** Arithmetic of two numbers, checked. The loops of the kernels come here for what is wrong. */
final class Scalar {

  static final String DIVISION_BY_ZERO = "division by zero; use try_divide to get null instead";

  private Scalar() {}

  static int ints(Operation operation, int a, int b) {
    long result = longs(operation, (long) a, (long) b);
    if (result != (int) result) {
      throw overflow(operation, a, b, "int");
    }
    return (int) result;
  }

  static long longs(Operation operation, long a, long b) {
    return switch (operation) {
      case ADD -> {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
          throw overflow(operation, a, b, "long");
        }
        yield sum;
      }
      case SUBTRACT -> {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
          throw overflow(operation, a, b, "long");
        }
        yield difference;
      }
      case MULTIPLY -> {
        if (multiplyOverflows(a, b)) {
          throw overflow(operation, a, b, "long");
        }
        yield a * b;
      }
      case DIVIDE, INTEGRAL -> {
        checkZero(b);
        if (a == Long.MIN_VALUE && b == -1) {
          throw overflow(operation, a, b, "long");
        }
        yield a / b;
      }
      case REMAINDER -> {
        checkZero(b);
        yield b == -1 ? 0 : a % b;
      }
      case POSITIVE_REMAINDER -> {
        checkZero(b);
        long rest = b == -1 ? 0 : a % b;
        yield rest < 0 ? (rest + b) % b : rest;
      }
    };
  }

  static double doubles(Operation operation, double a, double b) {
    return switch (operation) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE, INTEGRAL -> {
        checkZero(b);
        yield a / b;
      }
      case REMAINDER -> {
        checkZero(b);
        yield a % b;
      }
      case POSITIVE_REMAINDER -> {
        checkZero(b);
        double rest = a % b;
        yield rest < 0 ? (rest + b) % b : rest;
      }
    };
  }

  static boolean multiplyOverflows(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high != ((a * b) >> 63);
  }

  private static void checkZero(long divisor) {
    if (divisor == 0) {
      throw new RowFailure(DIVISION_BY_ZERO);
    }
  }

  private static void checkZero(double divisor) {
    if (divisor == 0) {
      throw new RowFailure(DIVISION_BY_ZERO);
    }
  }

  static RowFailure overflow(Operation operation, long a, long b, String type) {
    return new RowFailure(
        "overflow: %d %s %d does not fit %s".formatted(a, operation.symbol, b, type));
  }
}
