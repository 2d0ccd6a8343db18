package io.weir.api.function;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of one key, as a {@link GroupStateType} sees it during a call.
 *
 * <p>Thread: the one that calls the function.
 *
 * @param <S> the state
 */
@ProviderType
public interface GroupState<S> {

  /**
   * The state.
   *
   * @return null for a key that has none; changes of the object count once it is given to {@link
   *     #update}
   */
  @Nullable S get();

  /**
   * Puts a state in the place of the former.
   *
   * @param state the new one
   */
  void update(S state);

  /** Forgets the state. A key without state and without timeout takes no memory. */
  void remove();

  /**
   * The event time of the row, or the time of the timeout.
   *
   * @return with microseconds
   */
  Instant time();

  /**
   * Has {@link GroupStateType#timedOut} called when the watermark reaches a time, unless a row of
   * the key comes before. A time that the watermark has reached already counts as just after it.
   * When the input ends every timeout comes, once.
   *
   * @param time of events
   * @throws IllegalStateException if the function's timeouts are not of event time
   */
  void setTimeout(Instant time);

  /**
   * Has {@link GroupStateType#timedOut} called at a trigger, unless a row of the key comes before.
   * The time runs from the trigger that follows the row, so it is never shorter.
   *
   * @param duration positive
   * @throws IllegalStateException if the function's timeouts are not of processing time
   * @throws IllegalArgumentException if the duration is not positive
   */
  void setTimeout(Duration duration);
}
