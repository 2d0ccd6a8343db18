package io.weir.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The measure of the receiver: a Paho subscriber that only counts, in a JVM of its own with the
 * gateway's flags. Prints time and count several times a second, until its input ends.
 */
final class BareSubscriber {

  private static final long SAY_MILLIS = 100;

  private BareSubscriber() {}

  /**
   * Takes up a session that is there.
   *
   * @param arguments the broker's url, the client id
   */
  public static void main(String[] arguments) throws Exception {
    AtomicLong count = new AtomicLong();
    Paho.Listener counter = (topic, payload) -> count.incrementAndGet();
    try (Paho paho = Paho.connect(arguments[0], arguments[1], false, counter)) {
      while (System.in.available() == 0) {
        System.out.println(System.currentTimeMillis() * 1_000 + " " + count.get());
        System.out.flush();
        Thread.sleep(SAY_MILLIS);
      }
    }
  }
}
