package io.weir.sql.parser;

import org.antlr.v4.runtime.ParserRuleContext;

/**
 * SQL that cannot be compiled. Unchecked, because the visitors of the generated parser declare no
 * exceptions; it never leaves the compiler.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;

  /**
   * A refusal.
   *
   * @param place where
   * @param message what was found, what was expected, what to do
   */
  public Refusal(Place place, String message) {
    super(message, null, false, false);
    this.place = place;
  }

  /**
   * A refusal of a part of the tree.
   *
   * @param context the part
   * @param message what was found, what was expected, what to do
   */
  public Refusal(ParserRuleContext context, String message) {
    this(Place.of(context), message);
  }

  /** Where in the text. */
  public Place place() {
    return place;
  }

  /** What was found, what was expected, what to do. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
