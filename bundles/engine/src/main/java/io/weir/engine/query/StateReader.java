package io.weir.engine.query;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the chunks of a {@link StateWriter} back, in order.
 *
 * <p>Thread: the one that calls the query.
 */
public interface StateReader {

  /** The next chunk, big-endian, read only; null behind the last one. */
  @Nullable ByteBuffer next();
}
