package io.weir.api.connector;

import io.weir.api.data.Batch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where results go. An instance belongs to one pipeline.
 *
 * <p><b>The law.</b> A row takes two steps. {@link #encode} turns it into bytes when it is
 * computed; it is a pure function, so that a replay gives the same bytes. {@link #deliver} hands
 * those bytes over, in order, after the commit; it is repeated from the first unconfirmed row after
 * every restart of the sink or the gateway.
 *
 * <ol>
 *   <li>{@code encode} is called by the pipeline's thread, at any time, also before {@code start}.
 *   <li>{@link #start} once, then {@link #deliver}, {@link #flush} and {@link #confirmed}, one
 *       after the other, by the sink's own thread. They may block for 100 ms, not longer.
 *   <li>{@link #close} by the sink's thread, at any time.
 * </ol>
 *
 * <p>A method that throws takes the sink down: the engine reports it, closes the instance, and
 * opens a new one after a back-off; rows wait in the outbox and other sinks go on.
 */
@ConsumerType
public interface Sink extends AutoCloseable {

  /**
   * Turns a row into what {@link #deliver} will need of it: the encoded message and, for example,
   * its topic.
   *
   * @param batch holds the row
   * @param row its position
   * @param id the row's delivery identity, {@code GATEWAY/EPOCH/PIPELINE/SINK/SEQ}; null when
   *     switched off
   * @param target receives the bytes, behind those that it holds
   */
  void encode(Batch batch, int row, @Nullable String id, ByteSink target);

  /**
   * Begins delivering.
   *
   * @param position the position of the last durable confirmation, to cut the target back to; null
   *     when there is none
   * @throws Exception if it cannot begin; tried again after a back-off
   */
  void start(@Nullable ByteBuffer position) throws Exception;

  /**
   * Hands a row over.
   *
   * @param delivery valid until this method returns
   * @return false when there is no room now (a full window, no connection): offer it again after
   *     {@link ConnectorContext#signal} or a short while
   * @throws Exception if the sink is broken and must be opened anew
   */
  boolean deliver(Delivery delivery) throws Exception;

  /**
   * Nothing more waits now: send what was held back to fill a message or a disk block.
   *
   * @throws Exception if the sink is broken and must be opened anew
   */
  void flush() throws Exception;

  /**
   * How far the target has confirmed. Never runs backwards in one instance.
   *
   * <p>A sink whose target had content before its first row (an existing file) confirms sequence 0
   * with its position as soon as {@link #start} was called without one; the engine makes that
   * durable before it delivers the first row, so that a crash in between cannot leave rows that
   * nobody cuts back.
   *
   * @return the last confirmed row and the target's position there; null when none is yet
   */
  @Nullable Confirmation confirmed();

  @Override
  void close();
}
