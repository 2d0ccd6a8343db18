package io.weir.connectors.rate;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The source type {@code rate}: numbers made by the clock, for trying things out. Each record is
 * JSON, {@code {"value": 0, "timestamp": 1700000000000}}: declare {@code value: long} and {@code
 * timestamp: timestamp}. Exactly once: the next value is kept with the records.
 */
@Component(service = SourceType.class)
public final class RateSourceType implements SourceType {

  /** The steady rate. */
  public static final Option<Integer> ROWS_PER_SECOND =
      Option.integer("rows-per-second", "How many rows are made a second, 1 to 10000000.")
          .orElse("1");

  /** How long the rate takes to rise. */
  public static final Option<Duration> RAMP_UP =
      Option.duration("ramp-up", "How long the rate takes to rise from 0 in a straight line.")
          .orElse("0s");

  /** How many rows. */
  public static final Option<Integer> ROWS =
      Option.integer("rows", "After how many rows the source ends; absent: never.").like("1000");

  private static final int GREATEST_RATE = 10_000_000;

  /** The type; holds no state. */
  public RateSourceType() {}

  @Override
  public String name() {
    return "rate";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(ROWS_PER_SECOND, RAMP_UP, ROWS);
  }

  @Override
  public Source open(ConnectorContext context) throws ConfigException {
    Config config = context.config();
    int rate = config.get(ROWS_PER_SECOND);
    Duration rampUp = config.get(RAMP_UP);
    if (rate < 1 || rate > GREATEST_RATE) {
      throw config.error(ROWS_PER_SECOND, "found " + rate + ", expected 1 to " + GREATEST_RATE);
    }
    if (rampUp.isNegative()) {
      throw config.error(RAMP_UP, "found " + rampUp + ", expected 0s or more");
    }
    long rows = config.find(ROWS).map(Integer::longValue).orElse(Long.MAX_VALUE);
    return new RateSource(context, new Schedule(rate, rampUp.toNanos() / 1000), rows);
  }

  @Override
  public double maxRatePerSecond(ConnectorContext context, long commitMicros) {
    return context.config().get(ROWS_PER_SECOND);
  }
}
