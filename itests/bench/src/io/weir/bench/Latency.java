package io.weir.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a record needs from the device to the upstream, and how long the broker alone needs from
 * the device to a subscriber; one process sends and receives, so there is one clock.
 */
final class Latency {

  private static final int RATE = 1_000;
  private static final int WARM_UP_SECONDS = 6;
  private static final int SECONDS = 12;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final byte[] FIELD = "\"sent\":".getBytes(StandardCharsets.UTF_8);

  private final long[] through = new long[RATE * SECONDS];
  private final long[] direct = new long[RATE * SECONDS];
  private final AtomicInteger throughCount = new AtomicInteger();
  private final AtomicInteger directCount = new AtomicInteger();
  private volatile long countFromNanos = Long.MAX_VALUE;

  private Latency() {}

  static void measure(Bench bench, String url) throws Exception {
    new Latency().run(bench, url);
  }

  private void run(Bench bench, String url) throws Exception {
    try (Gateway gateway = bench.install(url, "", Pipelines.passThrough())) {
      gateway.start();
      gateway.awaitReceiving();
      try (Paho upstream =
              Paho.connect(
                  url, "bench-up", true, (topic, payload) -> note(payload, through, throughCount));
          Paho beside =
              Paho.connect(
                  url, "bench-beside", true, (topic, payload) -> note(payload, direct, directCount));
          Paho publisher = Paho.publisher(url)) {
        upstream.subscribe("bench/out");
        beside.subscribe("bench/in");
        send(publisher, 0, WARM_UP_SECONDS * RATE);
        countFromNanos = System.nanoTime();
        double before = gateway.figures().cpuSeconds();
        send(publisher, WARM_UP_SECONDS * RATE, SECONDS * RATE);
        publisher.settle();
        awaitAll();
        double cpu = gateway.figures().cpuSeconds() - before;
        Figures.figure("latency_cpu_seconds_per_second", cpu / SECONDS, "s/s");
      }
    }
    print("latency_device_to_upstream", through, throughCount.get());
    print("latency_broker_alone", direct, directCount.get());
    if (throughCount.get() != SECONDS * RATE) {
      Figures.note("LOSS: %d of %d came".formatted(throughCount.get(), SECONDS * RATE));
      bench.fail();
    }
  }

  private static void send(Paho publisher, int first, int count) throws Exception {
    long began = System.nanoTime();
    long gap = TimeUnit.SECONDS.toNanos(1) / RATE;
    for (int i = 0; i < count; i++) {
      long wait = began + i * gap - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      String json =
          "{\"device\":\"press-%04d\",\"seq\":%d,\"sent\":%d,\"temp\":71.25}"
              .formatted(i % 1_000, first + i, System.nanoTime());
      publisher.publish("bench/in", json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void note(byte[] payload, long[] into, AtomicInteger count) {
    long now = System.nanoTime();
    int at = 0;
    while (!Arrays.equals(payload, at, at + FIELD.length, FIELD, 0, FIELD.length)) {
      at++;
    }
    long sent = 0;
    for (int i = at + FIELD.length; payload[i] >= '0' && payload[i] <= '9'; i++) {
      sent = sent * 10 + (payload[i] - '0');
    }
    if (sent >= countFromNanos && count.get() < into.length) {
      into[count.get()] = now - sent;
      count.incrementAndGet();
    }
  }

  private void awaitAll() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (throughCount.get() < SECONDS * RATE && System.nanoTime() - until < 0) {
      Thread.sleep(10);
    }
  }

  private static void print(String name, long[] nanos, int count) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    Figures.figure(name + "_p50", Figures.percentile(sorted, count, 0.5) / NANOS_PER_MILLI, "ms");
    Figures.figure(name + "_p99", Figures.percentile(sorted, count, 0.99) / NANOS_PER_MILLI, "ms");
  }
}
