package io.weir.operators.function.operator;

/** A comparison of two values. */
enum Comparison {
  EQUAL("=", "Whether a equals b."),
  NOT_EQUAL("<>", "Whether a differs from b."),
  LESS("<", "Whether a is less than b."),
  LESS_OR_EQUAL("<=", "Whether a is not greater than b."),
  GREATER(">", "Whether a is greater than b."),
  GREATER_OR_EQUAL(">=", "Whether a is not less than b.");

  final String symbol;
  final String description;

  Comparison(String symbol, String description) {
    this.symbol = symbol;
    this.description = description;
  }

  /** The comparison of b with a that says the same as this one of a with b. */
  Comparison swapped() {
    return switch (this) {
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      default -> this;
    };
  }

  /** Whether it holds for a three-way comparison. */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
