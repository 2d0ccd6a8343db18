package io.weir.operators.function.operator;

/** An arithmetic operation of two numbers. */
enum Operation {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  REMAINDER("%"),
  POSITIVE_REMAINDER("pmod"),
  INTEGRAL("div");

  final String symbol;

  Operation(String symbol) {
    this.symbol = symbol;
  }
}
