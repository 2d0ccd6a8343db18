package io.weir.mqtt;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Measures how fast QoS 1 messages are received through mosquitto: by the source, polled and
 * committed at once, and beside it by a bare Paho subscriber that only counts. Each drains the same
 * backlog, so that the sender costs nothing; in turn, several times.
 *
 * <p>Arguments: messages a round (default 200000), rounds (default 3). Maven runs it only by name,
 * see note 0001.
 */
final class ReceiverRate {

  private static final int WINDOW = 1_000;
  private static final int PAYLOAD_BYTES = 80;

  @Test
  void measure() throws Exception {
    main(new String[0]);
  }

  public static void main(String[] arguments) throws Exception {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("receiver-rate");
    try (Mosquitto broker =
        Mosquitto.start(
            folder, "max_inflight_messages " + WINDOW, "max_queued_messages 0", "log_type error")) {
      Figures bare = new Figures("bare Paho");
      Figures source = new Figures("source");
      for (int round = 0; round <= rounds; round++) {
        boolean counts = round > 0; // the first warms up
        bare.add(bare(broker, messages), counts);
        source.add(source(broker, messages), counts);
      }
      System.out.println(bare);
      System.out.println(source);
      System.out.printf("ratio %.2f%n", source.rate() / bare.rate());
    }
  }

  /** Seconds and CPU seconds of this process for a number of messages. */
  private record Figure(int messages, double seconds, double cpuSeconds) {}

  private static final class Figures {
    private final String name;
    private double best;
    private double cpuSeconds;
    private long messages;

    Figures(String name) {
      this.name = name;
    }

    void add(Figure figure, boolean counts) {
      double rate = figure.messages() / figure.seconds();
      System.out.printf(
          "%s%s: %,.0f messages/s, %.2f CPU s%n",
          counts ? "" : "(warm-up) ", name, rate, figure.cpuSeconds());
      if (counts) {
        best = Math.max(best, rate);
        cpuSeconds += figure.cpuSeconds();
        messages += figure.messages();
      }
    }

    double rate() {
      return best;
    }

    @Override
    public String toString() {
      return "%s: best %,.0f messages/s, %.2f CPU s per 100,000"
          .formatted(name, best, cpuSeconds * 100_000 / messages);
    }
  }

  private static Figure bare(Mosquitto broker, int messages) throws Exception {
    MqttAsyncClient client = new MqttAsyncClient(broker.url(), "bare", new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setCleanSession(false);
    options.setSocketFactory(
        new javax.net.SocketFactory() {
          @Override
          public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
          }

          @Override
          public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Socket createSocket(String h, int p, java.net.InetAddress l, int lp) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Socket createSocket(java.net.InetAddress host, int port) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Socket createSocket(
              java.net.InetAddress h, int p, java.net.InetAddress l, int lp) {
            throw new UnsupportedOperationException();
          }
        });
    AtomicLong received = new AtomicLong();
    CountDownLatch all = new CountDownLatch(1);
    client.setCallback(
        new MqttCallback() {
          @Override
          public void connectionLost(Throwable cause) {}

          @Override
          public void messageArrived(String topic, MqttMessage message) {
            if (received.incrementAndGet() == messages) {
              all.countDown();
            }
          }

          @Override
          public void deliveryComplete(IMqttDeliveryToken token) {}
        });
    client.connect(options).waitForCompletion();
    client.subscribe("bare/t", 1).waitForCompletion();
    client.disconnect().waitForCompletion();
    flood(broker, "bare/t", messages);
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    client.connect(options).waitForCompletion();
    all.await();
    Figure figure = figure(messages, begin, cpu);
    client.unsubscribe("bare/t").waitForCompletion();
    client.disconnect().waitForCompletion();
    client.close();
    return figure;
  }

  private static Figure source(Mosquitto broker, int messages) throws Exception {
    TestContext context =
        TestContext.of(
            "url", broker.url(), "topic", "weir/t", "max-inflight", "" + WINDOW, "client-id", "w");
    Source first = new MqttSourceType().open(context);
    first.start();
    context.awaitReport("UP receives");
    ByteSink position = new ByteSink();
    commit(first, position);
    first.checkpoint(position);
    first.close();
    flood(broker, "weir/t", messages);
    TestContext secondContext = context.again();
    Source second = new MqttSourceType().open(secondContext);
    second.restore(java.nio.ByteBuffer.wrap(position.toByteArray()));
    Counter counter = new Counter();
    ByteSink delta = new ByteSink();
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    second.start();
    while (counter.records < messages) {
      if (second.poll(counter, 10_000) == 0) {
        secondContext.awaitSignal();
      } else {
        commit(second, delta);
      }
    }
    Figure figure = figure(messages, begin, cpu);
    System.out.println(secondContext.reports());
    if (counter.records != messages || counter.others != 0) {
      throw new AssertionError(counter.records + " records, " + counter.others + " others");
    }
    second.dispose();
    return figure;
  }

  private static void commit(Source source, ByteSink delta) {
    delta.clear();
    source.prepareCommit(delta);
    delta.clear();
    source.committed();
  }

  private static Figure figure(int messages, long beginNanos, long cpuBeginNanos) {
    return new Figure(
        messages, (System.nanoTime() - beginNanos) / 1e9, (cpuNanos() - cpuBeginNanos) / 1e9);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Publishes with QoS 1 over a bare socket, and waits until the broker has taken all. */
  private static void flood(Mosquitto broker, String topic, int messages) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", broker.port())) {
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      DataInputStream in =
          new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
      out.write(new byte[] {0x10, 0x11, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 5});
      out.write("flood".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      in.readFully(new byte[4]);
      byte[] name = topic.getBytes(StandardCharsets.US_ASCII);
      int batch = 500;
      for (int i = 0; i < messages; i += batch) {
        int end = Math.min(messages, i + batch);
        for (int m = i; m < end; m++) {
          byte[] payload = new byte[PAYLOAD_BYTES];
          byte[] text = Integer.toString(m).getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(text, 0, payload, 0, text.length);
          int id = m % 60_000 + 1;
          out.write(0x32);
          out.write(2 + name.length + 2 + payload.length);
          out.write(0);
          out.write(name.length);
          out.write(name);
          out.write(id >> 8);
          out.write(id);
          out.write(payload);
        }
        out.flush();
        in.readFully(new byte[4 * (end - i)]);
      }
    }
  }

  private static final class Counter implements Intake {
    private long records;
    private long others;

    @Override
    public void accept(
        byte[] payload, int offset, int length, @Nullable String topic, long receivedMicros) {
      records++;
    }

    @Override
    public void reject(
        byte[] payload, int offset, int length, @Nullable String topic, long at, String reason) {
      others++;
    }

    @Override
    public void count(Fate fate, int records) {
      others += records;
    }
  }
}
