package io.weir.engine.run;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.format.FileLayout;

/**
 * The context of one source, table or sink.
 *
 * @param pipeline its pipeline
 * @param kind {@code source}, {@code table} or {@code sink}
 * @param name its name
 * @param gatewayId the gateway's id
 * @param config its options
 * @param fileLayout how records of its format stand in a file
 * @param clock the time
 * @param wakeUp called by {@link #signal}
 * @param health is told of reports
 */
public record EngineContext(
    String pipeline,
    String kind,
    String name,
    String gatewayId,
    Config config,
    FileLayout fileLayout,
    Clock clock,
    Runnable wakeUp,
    HealthListener health)
    implements ConnectorContext {

  @Override
  public void signal() {
    wakeUp.run();
  }

  @Override
  public void report(Health state, String message) {
    health.report(pipeline, kind, name, state, message);
  }
}
