package io.weir.api.connector;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where records come from. An instance belongs to one pipeline.
 *
 * <p><b>The law.</b> All methods are called by the pipeline's thread, one after the other, and none
 * may block: a source that waits for a network does so on a thread of its own, which hands over
 * through a bounded queue and calls {@link ConnectorContext#signal}.
 *
 * <ol>
 *   <li>After {@code open}: {@link #restore} once if there is a checkpoint, then {@link #replay}
 *       once for every commit after it that holds progress, then {@link #start} once.
 *   <li>Then, in rounds: {@link #poll} any number of times; {@link #prepareCommit}; the engine
 *       forces the log; {@link #committed}. Between prepare and committed there is no poll.
 *   <li>{@link #checkpoint} may come after any {@code committed}, and only with nothing polled
 *       since.
 *   <li>{@link #close} at any time, also without {@code start}. What was polled and not committed
 *       will be asked for again by the next instance.
 * </ol>
 *
 * <p>What the source told its peer to forget (an acknowledgement) it may tell only in or after
 * {@code committed}. A method that throws takes the source down: the engine reports it, closes the
 * instance, and opens a new one after a back-off; other sources go on.
 */
@ConsumerType
public interface Source extends AutoCloseable {

  /**
   * Takes up the position of a checkpoint.
   *
   * @param position what {@link #checkpoint} wrote; read only
   */
  void restore(ByteBuffer position);

  /**
   * Takes up the progress of one commit after the checkpoint.
   *
   * @param progress what {@link #prepareCommit} wrote; read only
   */
  void replay(ByteBuffer progress);

  /** Begins to receive. Connecting, and trying again for ever, happens on the source's threads. */
  void start();

  /**
   * Hands over records that have arrived, in order.
   *
   * @param intake takes the records; stops being of use when this method returns
   * @param limit the most records to hand over, at least 1
   * @return how many were handed over; 0 when there is nothing now
   */
  int poll(Intake intake, int limit);

  /**
   * Whether the source will never deliver again, as a file read to its end.
   *
   * @return false for sources without end
   */
  default boolean exhausted() {
    return false;
  }

  /**
   * Whether the source wants a commit soon, because its peer's window is nearly used up or has
   * stalled.
   *
   * @param monotonicNanos the time now
   * @return true to commit at once
   */
  default boolean wantsCommit(long monotonicNanos) {
    return false;
  }

  /**
   * Writes what a later instance needs to go on after the records polled so far, beyond what
   * earlier commits wrote. Written into the same commit as those records.
   *
   * @param progress receives any bytes, also none
   */
  void prepareCommit(ByteSink progress);

  /** Everything polled before the last {@link #prepareCommit} is durable: acknowledge it. */
  void committed();

  /**
   * Writes the whole position, so that {@link #restore} of it stands for everything before.
   *
   * @param position receives the bytes
   */
  void checkpoint(ByteSink position);

  /**
   * Ends receiving and frees everything, within 5 seconds. Keeps the peer's memory of us (a
   * persistent session), so that nothing is lost until the next start.
   */
  @Override
  void close();

  /**
   * The pipeline was removed: end also the peer's memory of us, best effort, within 5 seconds.
   * Called instead of {@link #close}.
   */
  default void dispose() {
    close();
  }
}
