package io.weir.simulator.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A fleet of simulated devices, as a fleet file describes it. Immutable.
 *
 * @param name its name
 * @param seed what every random draw comes from
 * @param startMicros event time at which the run starts (epoch microseconds), or empty for now
 * @param topic topic template; {@code {line}}, {@code {device}}, {@code {kind}} are filled in
 * @param lines values of {@code {line}}, given to the devices in turn
 * @param qos MQTT quality of service, 0 to 2
 * @param payload field names of the payload
 * @param table the priority table that belongs to the fleet
 * @param kinds the device kinds
 */
public record Fleet(
    String name,
    long seed,
    OptionalLong startMicros,
    String topic,
    List<String> lines,
    int qos,
    Payload payload,
    PriorityTable table,
    List<DeviceKind> kinds) {

  /** Start of runs that name none and are not to depend on today: 2026-01-01T00:00:00Z. */
  public static final long FIXED_START_MICROS = 1_767_225_600_000_000L;

  /** Copies the lists. */
  public Fleet {
    lines = List.copyOf(lines);
    kinds = List.copyOf(kinds);
  }

  /** How many devices there are. */
  public int devices() {
    return kinds.stream().mapToInt(DeviceKind::count).sum();
  }

  /** Readings in a second, over the whole fleet. */
  public double ratePerSecond() {
    return kinds.stream().mapToDouble(kind -> kind.count() * 1e6 / kind.periodMicros()).sum();
  }

  /** The same fleet with another seed. */
  public Fleet withSeed(long newSeed) {
    return new Fleet(name, newSeed, startMicros, topic, lines, qos, payload, table, kinds);
  }

  /** The same fleet with another quality of service. */
  public Fleet withQos(int newQos) {
    return new Fleet(name, seed, startMicros, topic, lines, newQos, payload, table, kinds);
  }

  /** The same fleet starting at another event time, in epoch microseconds. */
  public Fleet withStart(long newStartMicros) {
    OptionalLong start = OptionalLong.of(newStartMicros);
    return new Fleet(name, seed, start, topic, lines, qos, payload, table, kinds);
  }

  /**
   * The same mix of kinds with another number of devices and another rate. Every kind keeps at
   * least one device while there are enough devices for that.
   *
   * @param newDevices devices in all, positive
   * @param newRatePerSecond readings in a second over the whole fleet, positive
   */
  public Fleet scaled(int newDevices, double newRatePerSecond) {
    if (newDevices < 1 || !(newRatePerSecond > 0)) {
      throw new IllegalArgumentException("a fleet needs a device and a positive rate");
    }
    int[] counts = apportion(newDevices);
    double rate = 0;
    for (int i = 0; i < counts.length; i++) {
      rate += counts[i] * 1e6 / kinds.get(i).periodMicros();
    }
    List<DeviceKind> scaled = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      DeviceKind kind = kinds.get(i);
      long period = Math.max(1, Math.round(kind.periodMicros() * rate / newRatePerSecond));
      if (counts[i] > 0) {
        scaled.add(kind.scaled(counts[i], period));
      }
    }
    return new Fleet(name, seed, startMicros, topic, lines, qos, payload, table, scaled);
  }

  private int[] apportion(int newDevices) {
    int total = devices();
    int[] counts = new int[kinds.size()];
    int given = 0;
    int largest = 0;
    for (int i = 0; i < counts.length; i++) {
      int count = kinds.get(i).count();
      counts[i] = (int) Math.max(1, (long) count * newDevices / total);
      given += counts[i];
      if (count > kinds.get(largest).count()) {
        largest = i;
      }
    }
    counts[largest] += newDevices - given;
    for (int i = counts.length - 1; counts[largest] < 1 && i >= 0; i--) {
      if (i != largest && counts[i] > 0) {
        counts[largest] += counts[i];
        counts[i] = 0;
      }
    }
    return counts;
  }

  /**
   * Field names of the payload.
   *
   * @param device field of the device id
   * @param seq field of the sequence number
   * @param time field of the event time
   * @param timeAs how the event time is written
   */
  public record Payload(String device, String seq, String time, TimeFormat timeAs) {
    /** {@code device}, {@code seq} and {@code ts} in epoch milliseconds. */
    public static final Payload DEFAULT = new Payload("device", "seq", "ts", TimeFormat.MS);
  }

  /** How a payload writes its event time. */
  public enum TimeFormat {
    /** Epoch milliseconds, a number. */
    MS,
    /** Epoch microseconds, a number. */
    US,
    /** ISO-8601 text in UTC with milliseconds. */
    ISO
  }

  /**
   * The priority table of the fleet.
   *
   * @param absent share of the devices that are not in it, 0 to 1
   * @param minPriority least priority
   * @param maxPriority greatest priority
   * @param sites sites among which the devices are spread; not empty
   */
  public record PriorityTable(double absent, int minPriority, int maxPriority, List<String> sites) {
    /** A tenth absent, priorities 1 to 5, three sites. */
    public static final PriorityTable DEFAULT =
        new PriorityTable(0.1, 1, 5, List.of("north", "south", "harbour"));

    /** Copies the sites. */
    public PriorityTable {
      sites = List.copyOf(sites);
    }
  }
}
