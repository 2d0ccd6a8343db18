package io.weir.simulator.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Devices that behave alike. Every device draws its own values from its own seeded generator.
 *
 * @param name the kind's name
 * @param count how many devices
 * @param id template of the device id; {@code {kind}} and {@code {n}} (from 1, padded) are filled
 *     in
 * @param periodMicros time between two readings
 * @param jitter share of the period by which a reading may come later, 0 to 1
 * @param startAfter when a device sends its first message, from the start of the run
 * @param fields what it measures, in the order of the payload
 * @param outOfOrder readings that arrive later than the ones after them
 * @param duplicates readings published a second time, equal byte by byte
 * @param malformed readings whose payload is broken
 * @param retained share of messages with the MQTT retain flag, 0 to 1
 * @param clock how wrong the device's clock is
 * @param reboot when it starts again with its sequence at 1, or null for never
 * @param offline when it loses its connection and sends what it kept later, or null for never
 */
public record DeviceKind(
    String name,
    int count,
    String id,
    long periodMicros,
    double jitter,
    Span startAfter,
    List<Field> fields,
    Delayed outOfOrder,
    Delayed duplicates,
    Malformed malformed,
    double retained,
    DeviceClock clock,
    @Nullable Reboot reboot,
    @Nullable Offline offline) {

  /** Copies the fields. */
  public DeviceKind {
    fields = List.copyOf(fields);
  }

  /** The same kind with another count and period. */
  DeviceKind scaled(int newCount, long newPeriodMicros) {
    return new DeviceKind(
        name,
        newCount,
        id,
        newPeriodMicros,
        jitter,
        startAfter,
        fields,
        outOfOrder,
        duplicates,
        malformed,
        retained,
        clock,
        reboot,
        offline);
  }

  /**
   * A share of the messages and the delay that they get.
   *
   * @param share 0 to 1
   * @param delay how much later they come
   */
  public record Delayed(double share, Span delay) {
    /** None. */
    public static final Delayed NONE = new Delayed(0, Span.ZERO);
  }

  /**
   * Broken payloads.
   *
   * @param share 0 to 1
   * @param defects how they are broken, each equally often; not empty if the share is positive
   */
  public record Malformed(double share, List<Defect> defects) {
    /** None. */
    public static final Malformed NONE = new Malformed(0, List.of());

    /** Copies the defects. */
    public Malformed {
      defects = List.copyOf(defects);
    }
  }

  /**
   * A device's clock.
   *
   * @param offset how far ahead of the true time it is at the start; negative is behind
   * @param driftPpmMin least drift in parts per million
   * @param driftPpmMax greatest drift in parts per million
   */
  public record DeviceClock(Span offset, double driftPpmMin, double driftPpmMax) {
    /** A perfect clock. */
    public static final DeviceClock TRUE = new DeviceClock(Span.ZERO, 0, 0);
  }

  /**
   * Reboots, after each of which the sequence starts at 1 again.
   *
   * @param every time between two, drawn anew for each
   * @param takesMicros how long nothing is measured
   */
  public record Reboot(Span every, long takesMicros) {}

  /**
   * Outages: the device measures on, keeps readings and sends them in a burst afterwards.
   *
   * @param every time between the end of an outage and the next, or null for none after the start
   * @param lasts how long an outage lasts
   * @param atStartMicros how long before the start of the run the device is offline already; 0 for
   *     not at all. The outage at the start ends when {@code startAfter} is over.
   * @param buffer how many readings it keeps
   * @param dropOldest whether a full buffer drops the oldest reading instead of the newest
   * @param burstGapMicros time between two messages of the burst
   */
  public record Offline(
      @Nullable Span every,
      Span lasts,
      long atStartMicros,
      int buffer,
      boolean dropOldest,
      long burstGapMicros) {}
}
