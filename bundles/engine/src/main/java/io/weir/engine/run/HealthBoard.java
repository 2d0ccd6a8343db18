package io.weir.engine.run;

import io.weir.api.connector.ConnectorContext.Health;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the last report of every source, table and sink, and passes on those that say something
 * new.
 *
 * <p>Thread: any.
 */
final class HealthBoard implements HealthListener {

  private final HealthListener next;
  private final Map<String, String> last = new ConcurrentHashMap<>();

  HealthBoard(HealthListener next) {
    this.next = next;
  }

  @Override
  public void report(String pipeline, String kind, String name, Health state, String message) {
    String text = state + ": " + message;
    if (!text.equals(last.put(kind + "/" + name, text))) {
      next.report(pipeline, kind, name, state, message);
    }
  }

  String of(String kind, String name) {
    return last.getOrDefault(kind + "/" + name, "");
  }
}
