package io.weir.bench.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON to objects with jackson-databind, as programs do it. */
final class Jackson {

  private static final ObjectReader READER = new ObjectMapper().readerFor(Reading.class);

  private Jackson() {}

  static Reading read(byte[] payload) {
    try {
      return READER.readValue(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
