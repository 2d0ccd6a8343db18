package io.weir.mqtt.receive;

import io.weir.api.connector.ConnectorContext.Health;
import io.weir.mqtt.connect.Link.Status;
import io.weir.mqtt.connect.LinkException;
import io.weir.mqtt.connect.LinkSettings;
import io.weir.mqtt.connect.Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the subscriptions of a new connection in order: subscribes only where the session is
 * absent or the filter changed (a new subscription has the retained messages sent again), and ends
 * those of former filters.
 *
 * <p>Thread: the link's.
 */
final class Subscriber {

  private static final int REFUSED = -1;

  private final LinkSettings link;
  private final String filter;
  private final int qos;
  private final Subscription subscription;

  Subscriber(LinkSettings link, ReceiverSettings settings, Subscription subscription) {
    this.link = link;
    this.filter = settings.topic();
    this.qos = settings.qos();
    this.subscription = subscription;
  }

  Status bringInOrder(Session session) throws LinkException {
    if (!session.sessionPresent()) {
      // Some brokers always say so, also of a session that lives: what may be left is ended below.
      endFormer(session);
      subscription.lost();
    }
    @Nullable Integer granted = subscription.filters().get(filter);
    if (granted == null || granted != qos) {
      granted = subscribe(session);
    }
    endFormer(session);
    if (granted < qos) {
      return new Status(
          Health.DEGRADED,
          ("%s granted QoS %d for '%s' instead of %d: messages can be lost on the way here; allow"
                  + " QoS %d at the broker")
              .formatted(link.address(), granted, filter, qos, qos));
    }
    return new Status(
        Health.UP, "receives '%s' (QoS %d) from %s".formatted(filter, qos, link.address()));
  }

  private int subscribe(Session session) throws LinkException {
    // Noted before the broker knows, so that a failure in between is cleaned up later.
    subscription.subscribed(filter, REFUSED);
    int granted = session.subscribe(filter, qos);
    if (granted == Session.SUBSCRIPTION_REFUSED) {
      throw new LinkException(
          ("%s refused the subscription to '%s'; check the topic and the broker's access rules for"
                  + " client '%s'")
              .formatted(link.address(), filter, link.clientId()));
    }
    subscription.subscribed(filter, granted);
    return granted;
  }

  private void endFormer(Session session) throws LinkException {
    for (Map.Entry<String, Integer> former : subscription.filters().entrySet()) {
      if (!former.getKey().equals(filter)) {
        session.unsubscribe(former.getKey());
        subscription.unsubscribed(former.getKey());
      }
    }
  }
}
