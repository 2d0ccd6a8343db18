package io.weir.simulator.generate;

import io.weir.simulator.fleet.Defect;
import io.weir.simulator.fleet.Field;
import io.weir.simulator.fleet.Roster;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message that a device sends.
 *
 * @param index its place in the order of emission, from 0
 * @param dueMicros when it is sent, from the start of the run
 * @param device who sends it
 * @param seq the device's sequence number
 * @param timeMicros its event time by the device's clock, epoch microseconds
 * @param units the values in steps of each field's resolution, {@link #MISSING} where left out
 * @param fate what kind of message it is
 * @param defect how the payload is broken, or null if it is sound
 * @param payload the bytes; not to be changed
 * @param retained whether it carries the MQTT retain flag
 */
@SuppressWarnings("ArrayRecordComponent") // one a message; the arrays are shared, never copied
public record Emission(
    long index,
    long dueMicros,
    Roster.Member device,
    long seq,
    long timeMicros,
    long[] units,
    Kind fate,
    @Nullable Defect defect,
    byte[] payload,
    boolean retained) {

  /** A field that the payload leaves out. */
  public static final long MISSING = Long.MIN_VALUE;

  /** The topic it is published to. */
  public String topic() {
    return device.topic();
  }

  /** The exact values by field name; fields left out are absent. */
  public Map<String, BigDecimal> values() {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (int i = 0; i < units.length; i++) {
      if (units[i] != MISSING) {
        Field field = device.kind().fields().get(i);
        values.put(field.name(), field.resolution().value(units[i]));
      }
    }
    return values;
  }

  Emission numbered(long newIndex) {
    return new Emission(
        newIndex, dueMicros, device, seq, timeMicros, units, fate, defect, payload, retained);
  }

  Emission dueAt(long newDueMicros) {
    return new Emission(
        index, newDueMicros, device, seq, timeMicros, units, fate, defect, payload, retained);
  }

  Emission repeatedAt(long newDueMicros) {
    return new Emission(
        index,
        newDueMicros,
        device,
        seq,
        timeMicros,
        units,
        Kind.DUPLICATE,
        defect,
        payload,
        retained);
  }

  /** What kind of message an emission is. */
  public enum Kind {
    /** A reading, sent for the first time. */
    READING,
    /** The same bytes as an earlier reading of the device. */
    DUPLICATE,
    /** A reading whose payload is broken. */
    MALFORMED
  }
}
