package com.example.testing;

import io.weir.api.data.DataType;
import io.weir.testkit.AggregateHarness;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void shouldKeepTheLawOfAggregates() {
    AggregateHarness.of(new Spread(), DataType.DOUBLE)
        .row(1.5)
        .row((Object) null)
        .row(10.0)
        .row(4.25)
        .expect(8.5);
  }
}
