package io.weir.api.connector;

import java.util.Objects;

/**
 * How far a sink's target has confirmed.
 *
 * @param sequence the last row that it and all before it are confirmed
 * @param position what {@link Sink#start} needs to go on there, such as a file's length; often
 *     empty; owned by the receiver
 */
public record Confirmation(long sequence, byte[] position) {

  private static final byte[] NONE = {};

  /** Checks that there is a position. */
  public Confirmation {
    Objects.requireNonNull(position);
  }

  /**
   * A confirmation without position.
   *
   * @param sequence the last confirmed row
   * @return the confirmation
   */
  public static Confirmation of(long sequence) {
    return new Confirmation(sequence, NONE);
  }
}
