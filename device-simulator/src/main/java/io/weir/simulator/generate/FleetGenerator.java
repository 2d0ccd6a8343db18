package io.weir.simulator.generate;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.Roster;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The endless stream of what a fleet sends, in the order of sending. It knows no clock: the same
 * fleet, seed and start give the same emissions, byte by byte, however fast they are taken.
 *
 * <p>Two queues over virtual time: devices by the time of their next reading, and emissions by the
 * time they are due. Memory is a few hundred bytes a device and what is under way. Not thread safe.
 */
public final class FleetGenerator {

  private static final Comparator<Device> BY_NEXT_READING =
      Comparator.comparingLong(Device::nextMicros).thenComparingInt(Device::index);
  private static final Comparator<Pending> BY_DUE =
      Comparator.comparingLong(Pending::dueMicros).thenComparingLong(Pending::order);

  private final Roster roster;
  private final PayloadWriter writer;
  private final PriorityQueue<Device> devices;
  private final PriorityQueue<Pending> pending = new PriorityQueue<>(BY_DUE);
  private long order;
  private long index;

  /**
   * Sets a fleet up.
   *
   * @param startMicros event time at the start of the run, epoch microseconds
   */
  public FleetGenerator(Fleet fleet, Roster roster, long startMicros) {
    this.roster = roster;
    this.writer = new PayloadWriter(fleet.payload());
    this.devices = new PriorityQueue<>(Math.max(1, roster.size()), BY_NEXT_READING);
    for (int i = 0; i < roster.size(); i++) {
      devices.add(new Device(fleet, roster.get(i), startMicros));
    }
  }

  /** The devices. */
  public Roster roster() {
    return roster;
  }

  /** The next emission; never due before the one before it. */
  public Emission next() {
    while (true) {
      Pending first = pending.peek();
      Device device = devices.element();
      if (first != null && first.dueMicros() < device.nextMicros()) {
        pending.remove();
        return first.emission().numbered(index++);
      }
      devices.remove();
      device.measure(writer, emission -> pending.add(new Pending(order++, emission)));
      devices.add(device);
    }
  }

  private record Pending(long order, Emission emission) {
    long dueMicros() {
      return emission.dueMicros();
    }
  }
}
