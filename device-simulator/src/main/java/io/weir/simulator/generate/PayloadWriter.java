package io.weir.simulator.generate;

import io.weir.simulator.fleet.Defect;
import io.weir.simulator.fleet.Field;
import io.weir.simulator.fleet.Fleet.Payload;
import io.weir.simulator.fleet.Fleet.TimeFormat;
import io.weir.simulator.fleet.Roster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes readings as JSON, sound or broken. Not thread safe. */
final class PayloadWriter {

  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Payload names;
  private final StringBuilder text = new StringBuilder(128);

  PayloadWriter(Payload names) {
    this.names = names;
  }

  byte[] write(
      Roster.Member device,
      long seq,
      long timeMicros,
      long[] units,
      @Nullable Defect defect,
      SimRandom random) {
    if (defect == Defect.EMPTY) {
      return new byte[0];
    }
    if (defect == Defect.GARBAGE) {
      return garbage(random);
    }
    text.setLength(0);
    text.append('{');
    name(names.device());
    quoted(device.id());
    text.append(',');
    name(names.seq());
    text.append(seq);
    if (defect != Defect.NO_TIME) {
      text.append(',');
      name(names.time());
      time(timeMicros);
    }
    fields(device.kind().fields(), units, defect == Defect.TEXT_FOR_NUMBER);
    text.append('}');
    if (defect == Defect.NOT_AN_OBJECT) {
      String object = text.toString();
      text.setLength(0);
      quoted(object);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (defect == Defect.TRUNCATED) {
      return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
    }
    return bytes;
  }

  private void fields(List<Field> fields, long[] units, boolean firstIsText) {
    for (int i = 0; i < units.length; i++) {
      Field field = fields.get(i);
      if (i == 0 && firstIsText) {
        text.append(',');
        name(field.name());
        quoted("n/a");
      } else if (units[i] != Emission.MISSING) {
        text.append(',');
        name(field.name());
        text.append(field.resolution().value(units[i]).stripTrailingZeros().toPlainString());
      }
    }
  }

  private void time(long timeMicros) {
    if (names.timeAs() == TimeFormat.MS) {
      text.append(Math.floorDiv(timeMicros, 1000L));
    } else if (names.timeAs() == TimeFormat.US) {
      text.append(timeMicros);
    } else {
      quoted(ISO_MILLIS.format(Instant.ofEpochMilli(Math.floorDiv(timeMicros, 1000L))));
    }
  }

  private void name(String name) {
    quoted(name);
    text.append(':');
  }

  // RFC 8259, section 7: the quotation mark, the backslash and controls must be escaped.
  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  // Starts as no JSON value does, is not UTF-8, and holds no line end, so that it is one line.
  private static byte[] garbage(SimRandom random) {
    byte[] bytes = new byte[8 + random.nextInt(56)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(224) + 32);
    }
    bytes[0] = (byte) 0xFF;
    return bytes;
  }
}
