package io.weir.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;

/** When this Weir was built: a clock that shows an earlier time is wrong. */
final class BuildTime {

  /** Epoch microseconds. */
  static final long EPOCH_MICROS = read();

  private BuildTime() {}

  private static long read() {
    Properties properties = new Properties();
    try (InputStream in = BuildTime.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("build.properties of Weir cannot be read", e);
    }
    String time = properties.getProperty("build.time", "1970-01-01T00:00:00Z");
    return Instant.parse(time).toEpochMilli() * 1_000;
  }
}
