package io.weir.mqtt.receive;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The small change of the position's format: texts and LEB128 numbers. */
final class Codec {

  private Codec() {}

  static void writeText(ByteSink target, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    target.writeVarLong(utf8.length);
    target.write(utf8);
  }

  static String readText(ByteBuffer source) {
    byte[] utf8 = new byte[Math.toIntExact(readVarLong(source))];
    source.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static long readVarLong(ByteBuffer source) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = source.get();
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
