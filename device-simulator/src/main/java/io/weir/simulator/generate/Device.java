package io.weir.simulator.generate;

import io.weir.simulator.fleet.Defect;
import io.weir.simulator.fleet.DeviceKind;
import io.weir.simulator.fleet.DeviceKind.Offline;
import io.weir.simulator.fleet.DeviceKind.Reboot;
import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.Fleet.TimeFormat;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.fleet.Seeds;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** One device: measures when its time has come and hands over what is to be sent. */
final class Device {

  private static final long NEVER = Long.MAX_VALUE;

  // Fixed for the run.
  private final Roster.Member member;
  private final DeviceKind kind;
  private final SimRandom random;
  private final Signal[] signals;
  private final long startMicros;
  private final long timeStepMicros;
  private final long phaseMicros;
  private final long clockOffsetMicros;
  private final double clockDrift;

  // Change with each reading. Times are microseconds from the start of the run.
  private final ArrayDeque<Emission> kept = new ArrayDeque<>(0);
  private long readings;
  private long nextMicros;
  private long seq;
  private long rebootMicros = NEVER;
  private long offlineFromMicros = NEVER;
  private long offlineToMicros = NEVER;

  Device(Fleet fleet, Roster.Member member, long startMicros) {
    this.member = member;
    this.kind = member.kind();
    this.startMicros = startMicros;
    this.timeStepMicros = fleet.payload().timeAs() == TimeFormat.US ? 1 : 1000;
    this.random = new SimRandom(Seeds.mix(fleet.seed()) ^ Seeds.mix(~member.index()));
    this.signals =
        kind.fields().stream().map(f -> Signal.of(f.model(), random)).toArray(Signal[]::new);
    this.clockOffsetMicros = random.between(kind.clock().offset());
    this.clockDrift = random.between(kind.clock().driftPpmMin(), kind.clock().driftPpmMax()) / 1e6;
    long startAfter = random.between(kind.startAfter());
    long firstReading = startAfter;
    Offline offline = kind.offline();
    if (offline != null && offline.atStartMicros() > 0) {
      firstReading = -offline.atStartMicros();
      offlineFromMicros = Long.MIN_VALUE;
      offlineToMicros = startAfter;
    } else if (offline != null) {
      planOutage(offline, startAfter);
    }
    this.phaseMicros = firstReading + (long) (random.nextDouble() * kind.periodMicros());
    if (kind.reboot() != null) {
      rebootMicros = firstReading + random.between(kind.reboot().every());
    }
    this.nextMicros = phaseMicros + jitter();
  }

  int index() {
    return member.index();
  }

  /** When the device measures next. */
  long nextMicros() {
    return nextMicros;
  }

  /** Measures at {@link #nextMicros} and plans the next time. What is sent is never due before. */
  void measure(PayloadWriter writer, Consumer<Emission> send) {
    long now = nextMicros;
    plan();
    Reboot reboot = kind.reboot();
    if (reboot != null && now >= rebootMicros) {
      if (now < rebootMicros + reboot.takesMicros()) {
        return;
      }
      seq = 0;
      rebootMicros = now + random.between(reboot.every());
    }
    Offline offline = kind.offline();
    if (offline != null && now >= offlineToMicros) {
      sendKept(offline, now, send);
      planOutage(offline, now);
    }
    if (offline == null || now < offlineFromMicros || now >= offlineToMicros) {
      send(read(now, writer), now, send);
    } else if (kept.size() < offline.buffer()) {
      kept.add(read(now, writer));
    } else if (offline.dropOldest() && !kept.isEmpty()) {
      kept.remove();
      kept.add(read(now, writer));
    } else {
      // Measured, numbered and lost.
      seq++;
    }
  }

  private void plan() {
    readings++;
    nextMicros = phaseMicros + readings * kind.periodMicros() + jitter();
  }

  private long jitter() {
    return kind.jitter() == 0
        ? 0
        : (long) (random.nextDouble() * kind.jitter() * kind.periodMicros());
  }

  private Emission read(long now, PayloadWriter writer) {
    seq++;
    long deviceTime = startMicros + now + clockOffsetMicros + (long) (now * clockDrift);
    long time = Math.floorDiv(deviceTime, timeStepMicros) * timeStepMicros;
    long[] units = new long[signals.length];
    for (int i = 0; i < units.length; i++) {
      double value = signals[i].at(now - phaseMicros, random);
      boolean missing = random.chance(kind.fields().get(i).missing());
      units[i] = missing ? Emission.MISSING : kind.fields().get(i).resolution().units(value);
    }
    Defect defect = null;
    if (random.chance(kind.malformed().share())) {
      List<Defect> defects = kind.malformed().defects();
      defect = defects.get(random.nextInt(defects.size()));
    }
    byte[] payload = writer.write(member, seq, time, units, defect, random);
    Emission.Kind fate = defect == null ? Emission.Kind.READING : Emission.Kind.MALFORMED;
    boolean retained = random.chance(kind.retained());
    return new Emission(-1, now, member, seq, time, units, fate, defect, payload, retained);
  }

  private void send(Emission reading, long earliest, Consumer<Emission> send) {
    long due = earliest;
    if (random.chance(kind.outOfOrder().share())) {
      due += random.between(kind.outOfOrder().delay());
    }
    send.accept(reading.dueAt(due));
    if (reading.fate() == Emission.Kind.READING && random.chance(kind.duplicates().share())) {
      send.accept(reading.repeatedAt(due + random.between(kind.duplicates().delay())));
    }
  }

  private void sendKept(Offline offline, long now, Consumer<Emission> send) {
    long due = now;
    while (!kept.isEmpty()) {
      send(kept.remove(), due, send);
      due += offline.burstGapMicros();
    }
  }

  private void planOutage(Offline offline, long after) {
    if (offline.every() == null) {
      offlineFromMicros = NEVER;
      offlineToMicros = NEVER;
    } else {
      offlineFromMicros = after + random.between(offline.every());
      offlineToMicros = offlineFromMicros + random.between(offline.lasts());
    }
  }
}
