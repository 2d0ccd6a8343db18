package com.example.testing;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.testkit.GroupStateHarness;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PresenceTest {

  @Test
  void shouldTellWhoCameAndWhoWent() {
    GroupStateHarness.of(new Presence(), Schema.of(Field.of("device", DataType.STRING)), "device")
        .row(Instant.ofEpochSecond(1), "press-1")
        .expect("press-1", "came")
        .row(Instant.ofEpochSecond(5), "press-1")
        .advanceTo(Instant.ofEpochSecond(65))
        .expect("press-1", "went")
        .expectKeys(0)
        .verify();
  }
}
