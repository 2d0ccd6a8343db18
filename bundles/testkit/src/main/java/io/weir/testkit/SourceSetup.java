package io.weir.testkit;

import io.weir.api.connector.SourceType;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is tried of a source.
 *
 * @param type makes it
 * @param peers what it reads from
 * @param counts what of a record is compared
 * @param expected the records that each peer has
 * @param promise what is promised of them through restarts
 * @param endless whether more records come behind them
 * @param patience how long to wait for what must come
 */
record SourceSetup(
    SourceType type,
    SourceHarness.Peers peers,
    UnaryOperator<String> counts,
    List<String> expected,
    RecordCheck.Promise promise,
    boolean endless,
    Duration patience) {

  SourceSetup {
    expected = List.copyOf(expected);
  }
}
