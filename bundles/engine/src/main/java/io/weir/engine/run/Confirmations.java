package io.weir.engine.run;

import io.weir.api.connector.Confirmation;
import org.jspecify.annotations.Nullable;

/**
 * How far each sink has confirmed, as the journal knows it.
 *
 * <p>Thread: the pipeline's.
 */
final class Confirmations {

  private final @Nullable Confirmation[] latest;

  Confirmations(int sinks) {
    latest = new @Nullable Confirmation[sinks];
  }

  /** The last confirmation in the journal; null for none. */
  @Nullable Confirmation durable(int sink) {
    return latest[sink];
  }

  void restored(int sink, Confirmation confirmation) {
    latest[sink] = confirmation;
  }

  /** Whether a confirmation is news. */
  boolean isNews(int sink, @Nullable Confirmation candidate) {
    Confirmation before = latest[sink];
    return candidate != null && (before == null || candidate.sequence() > before.sequence());
  }
}
