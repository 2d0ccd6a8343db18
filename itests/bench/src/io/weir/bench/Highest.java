package io.weir.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The highest rate of QoS 1 without loss: a backlog in the sessions of the gateway and of a bare
 * subscriber that only counts, from the same publications through the same broker, drained one
 * after the other in turns.
 */
final class Highest {

  private static final int DEVICES = 1_000;
  private static final int ROUNDS = 2;
  private static final String BARE_ID = "bench-bare";
  private static final String TOPIC = "plant/+/readings";
  private static final long LOOK_MILLIS = 100;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern BLANK = Pattern.compile(" ");

  private final Bench bench;
  private final String url;
  private final int backlog;
  private final ProcFiles broker = ProcFiles.ofBroker();
  private long sequence;
  private final long baseMillis = System.currentTimeMillis() - 1_800_000;

  private Highest(Bench bench, String url, int backlog) {
    this.bench = bench;
    this.url = url;
    this.backlog = backlog;
  }

  static void measure(Bench bench, String url, int backlog) throws Exception {
    new Highest(bench, url, backlog).run();
  }

  private void run() throws Exception {
    Paho.leaveSession(url, Pipelines.CLIENT_ID, TOPIC);
    Paho.leaveSession(url, BARE_ID, TOPIC);
    double[] gatewayRates = new double[ROUNDS];
    double[] bareRates = new double[ROUNDS];
    double[] gatewayCpu = new double[ROUNDS];
    double[] bareCpu = new double[ROUNDS];
    try (Gateway gateway = bench.install(url, "", Pipelines.demo(priorities()))) {
      for (int round = 0; round < ROUNDS; round++) {
        fill();
        for (int turn = 0; turn < 2; turn++) {
          double brokerBefore = broker.cpuSeconds();
          boolean bare = (turn + round) % 2 == 0;
          Sample.Speed speed = bare ? drainBare() : drainGateway(gateway, round);
          Figures.note(
              "round %d %s: %.0f msg/s, %.2f CPU s per 100k; broker %.2f"
                  .formatted(
                      round + 1,
                      bare ? "bare" : "gateway",
                      speed.perSecond(),
                      speed.cpuPer100k(),
                      (broker.cpuSeconds() - brokerBefore) / backlog * 1e5));
          (bare ? bareRates : gatewayRates)[round] = speed.perSecond();
          (bare ? bareCpu : gatewayCpu)[round] = speed.cpuPer100k();
        }
      }
    }
    double gatewayRate = mean(gatewayRates);
    double bareRate = mean(bareRates);
    Figures.figure("highest_rate_gateway", gatewayRate, "msg/s");
    Figures.figure("highest_rate_bare_paho", bareRate, "msg/s");
    Figures.ratio("highest_rate_gateway_to_bare_paho", gatewayRate / bareRate);
    Figures.figure("highest_rate_gateway_cpu_per_100k_messages", mean(gatewayCpu), "s");
    Figures.figure("highest_rate_bare_paho_cpu_per_100k_messages", mean(bareCpu), "s");
  }

  private void fill() throws Exception {
    try (Paho publisher = Paho.publisher(url)) {
      for (int i = 0; i < backlog; i++) {
        int device = (int) (sequence * 7_919 % DEVICES);
        // Half a millisecond of event time each.
        String json =
            "{\"device\":\"press-%04d\",\"seq\":%d,\"ts\":%d,\"temp\":%d.25}"
                .formatted(device, sequence, baseMillis + sequence / 2, 40 + sequence % 60);
        publisher.publish(
            "plant/line-" + device % 10 + "/readings", json.getBytes(StandardCharsets.UTF_8));
        sequence++;
      }
      publisher.settle();
    }
  }

  private Sample.Speed drainGateway(Gateway gateway, int round) throws Exception {
    // Counts go on where the round before ended.
    long before = (long) round * backlog;
    List<Sample> samples = new ArrayList<>();
    gateway.start();
    long until = System.nanoTime() + PATIENCE_NANOS;
    long received = 0;
    while (received < backlog && System.nanoTime() - until < 0) {
      Thread.sleep(LOOK_MILLIS);
      Sample sample = gateway.accepted();
      received = sample.messages() - before;
      samples.add(new Sample(sample.epochMicros(), received, sample.cpuSeconds()));
    }
    Figures.note("the gateway's fates so far: " + gateway.fates());
    gateway.stop();
    return speed("gateway", samples);
  }

  private Sample.Speed drainBare() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BareSubscriber.class.getName(),
            url,
            BARE_ID);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    ProcFiles figures = new ProcFiles(process.pid());
    List<Sample> samples = new ArrayList<>();
    long until = System.nanoTime() + PATIENCE_NANOS;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long received = 0;
      while (received < backlog && System.nanoTime() - until < 0) {
        String line = lines.readLine();
        if (line == null) {
          break;
        }
        String[] parts = BLANK.split(line);
        received = Long.parseLong(parts[1]);
        samples.add(new Sample(Long.parseLong(parts[0]), received, figures.cpuSeconds()));
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    return speed("bare subscriber", samples);
  }

  private Sample.Speed speed(String who, List<Sample> samples) {
    long received = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).messages();
    if (received != backlog) {
      Figures.note("LOSS: the %s received %d of %d".formatted(who, received, backlog));
      bench.fail();
    }
    return Sample.speed(samples, backlog);
  }

  private static String priorities() {
    StringBuilder csv = new StringBuilder("device,priority,site\n");
    for (int i = 0; i < DEVICES; i++) {
      if (i % 10 != 0) {
        csv.append("press-%04d,%d,site-%d\n".formatted(i, i % 5 + 1, i % 4));
      }
    }
    return csv.toString();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
