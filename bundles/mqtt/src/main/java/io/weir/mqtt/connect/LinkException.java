package io.weir.mqtt.connect;

/** A connection that did not come about or ended. The message is for people. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * A failure.
   *
   * @param message what was found, what was expected, what to do
   */
  public LinkException(String message) {
    super(message);
    this.text = message;
  }

  /**
   * The message.
   *
   * @return one sentence
   */
  public String text() {
    return text;
  }
}
