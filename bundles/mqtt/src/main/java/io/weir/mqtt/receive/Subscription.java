package io.weir.mqtt.receive;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which filters the broker's session may hold, as far as we know: kept in the position, so that a
 * changed topic option ends the old subscription, which would otherwise live on in the session.
 *
 * <p>Thread: any. The link's thread changes it, the pipeline's thread stores it.
 */
final class Subscription {

  private String clientId;
  private final Map<String, Integer> qosByFilter = new LinkedHashMap<>();
  private boolean unsaved;
  private boolean writing;

  Subscription(String clientId) {
    this.clientId = clientId;
  }

  synchronized String clientId() {
    return clientId;
  }

  /** The filters and the QoS granted to each; -1 where the broker was asked and did not grant. */
  synchronized Map<String, Integer> filters() {
    return new LinkedHashMap<>(qosByFilter);
  }

  /** The session of another client id begins: nothing is subscribed in it as far as we know. */
  synchronized void moveTo(String newClientId) {
    clientId = newClientId;
    qosByFilter.clear();
    changed();
  }

  /** The broker says that it has no session for us. */
  synchronized void lost() {
    qosByFilter.clear();
    changed();
  }

  synchronized void subscribed(String filter, int qos) {
    Integer before = qosByFilter.put(filter, qos);
    if (before == null || before != qos) {
      changed();
    }
  }

  synchronized void unsubscribed(String filter) {
    if (qosByFilter.remove(filter) != null) {
      changed();
    }
  }

  private void changed() {
    unsaved = true;
    writing = false;
  }

  synchronized boolean isUnsaved() {
    return unsaved;
  }

  synchronized void write(ByteSink target) {
    Codec.writeText(target, clientId);
    target.writeVarLong(qosByFilter.size());
    qosByFilter.forEach(
        (filter, qos) -> {
          Codec.writeText(target, filter);
          target.writeByte(qos);
        });
    writing = true;
  }

  /** What the last {@link #write} wrote is durable. */
  synchronized void saved() {
    if (writing) {
      unsaved = false;
    }
  }

  synchronized void read(ByteBuffer source) {
    clientId = Codec.readText(source);
    qosByFilter.clear();
    long count = Codec.readVarLong(source);
    for (long i = 0; i < count; i++) {
      qosByFilter.put(Codec.readText(source), (int) source.get());
    }
    unsaved = false;
  }
}
