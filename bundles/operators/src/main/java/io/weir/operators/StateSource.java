package io.weir.operators;

import java.nio.ByteBuffer;

/**
 * Gives the entries of a {@link StateSink} back, in order.
 *
 * <p>Thread: the one that calls the operator.
 */
public interface StateSource {

  /** The bytes of the next entry, to be read to its end and no further. */
  ByteBuffer nextEntry();
}
