package io.weir.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** From the start of the process to the first record upstream, which waits in the session. */
final class StartUp {

  private static final int RESTARTS = 5;
  private static final long PATIENCE_SECONDS = 20;

  private StartUp() {}

  static void measure(Bench bench, String url) throws Exception {
    LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
    Paho.leaveSession(url, Pipelines.CLIENT_ID, "bench/in");
    try (Paho upstream =
            Paho.connect(
                url, "bench-upstream", true, (topic, payload) -> arrivals.add(System.nanoTime()));
        Paho publisher = Paho.publisher(url);
        Gateway gateway = bench.install(url, "", Pipelines.passThrough())) {
      upstream.subscribe("bench/out");
      Figures.figure("start_to_first_record_new_store", once(gateway, publisher, arrivals), "ms");
      double[] again = new double[RESTARTS];
      for (int i = 0; i < RESTARTS; i++) {
        again[i] = once(gateway, publisher, arrivals);
      }
      Figures.figure("start_to_first_record_restart_median", Figures.median(again), "ms");
    }
  }

  private static double once(
      Gateway gateway, Paho publisher, LinkedBlockingQueue<Long> arrivals) throws Exception {
    byte[] message =
        "{\"device\":\"d\",\"seq\":1,\"sent\":0,\"temp\":1.5}".getBytes(StandardCharsets.UTF_8);
    publisher.publish("bench/in", message);
    publisher.settle();
    long began = System.nanoTime();
    gateway.start();
    Long arrived = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    gateway.stop();
    if (arrived == null) {
      throw new IllegalStateException("no record came within " + PATIENCE_SECONDS + " s");
    }
    return (arrived - began) / 1e6;
  }
}
