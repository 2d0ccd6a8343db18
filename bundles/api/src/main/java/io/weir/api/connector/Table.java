package io.weir.api.connector;

import io.weir.api.data.Batch;
import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A static table. Looking for a new version and reading it are two steps, because the content
 * enters the journal between them: a replay reads the same bytes again.
 *
 * <p><b>The law.</b> {@link #look} is called on a helper thread of the pipeline, never twice at
 * once, and may block for I/O. {@link #read} is a pure function of its argument, called on any
 * thread, also long after {@code look} and in another process.
 */
@ConsumerType
public interface Table extends AutoCloseable {

  /**
   * Looks for a version other than the one that the last successful {@code look} returned.
   *
   * @return its bytes, or nothing when nothing changed or the change is not complete yet (a file
   *     whose size does not stand still)
   * @throws IOException if the content cannot be had; the message is for people. The last good
   *     version stays in force and the engine asks again
   */
  Optional<byte[]> look() throws IOException;

  /**
   * Reads a version, whole or not at all.
   *
   * @param content what {@link #look} returned
   * @return all rows, with the declared schema
   * @throws TableException if a row cannot be read; says line, column, found, expected
   */
  Batch read(byte[] content) throws TableException;

  @Override
  void close();
}
