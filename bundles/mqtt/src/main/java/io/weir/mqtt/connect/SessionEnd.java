package io.weir.mqtt.connect;

import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a persistent session: a connection with the clean flag makes the broker forget subscriptions
 * and queue [MQTT-3.1.2-6]. A session that nobody ends queues for ever.
 */
public final class SessionEnd {

  private static final long PATIENCE_MILLIS = 2_500;

  private SessionEnd() {}

  /**
   * Connects clean, once, and leaves.
   *
   * @param context the report goes there if it fails
   * @param settings with the client id of the session to end
   * @return whether the broker did it
   */
  public static boolean of(ConnectorContext context, LinkSettings settings) {
    CountDownLatch done = new CountDownLatch(1);
    LinkSettings clean = settings.with(settings.clientId(), true);
    Link.Owner owner =
        new Link.Owner() {
          @Override
          public Link.Status up(Session session) {
            done.countDown();
            return new Link.Status(Health.UP, "ended the session of " + clean);
          }

          @Override
          public void down(Session session) {}
        };
    try (Link link = new Link(context, clean, owner)) {
      link.start();
      if (done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.report(
        Health.DEGRADED,
        "the session of %s could not be ended; remove it at the broker, where it queues messages"
            .formatted(clean));
    return false;
  }
}
