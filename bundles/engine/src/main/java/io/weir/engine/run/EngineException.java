package io.weir.engine.run;

/** A pipeline that cannot be opened. The message is for people: what was found, what to do. */
public final class EngineException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The journal's tail was written under another definition, which must finish it first. */
    OTHER_DEFINITION,
    /** The journal's tail was written by another replay version of Weir. */
    OTHER_VERSION,
    /** Anything else. */
    FAILED
  }

  private final Reason reason;

  /**
   * An error.
   *
   * @param reason why
   * @param message for people
   */
  public EngineException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
