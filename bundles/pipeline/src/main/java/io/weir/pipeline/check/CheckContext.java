package io.weir.pipeline.check;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.format.FileLayout;
import io.weir.api.format.FormatType;
import org.jspecify.annotations.Nullable;

/**
 * A context in which something is opened only to hear what it says of its configuration.
 *
 * @param pipeline the pipeline's name
 * @param name of the part
 * @param gatewayId of the gateway
 * @param config of the part
 * @param format of the part; null for none
 */
record CheckContext(
    String pipeline, String name, String gatewayId, Config config, @Nullable FormatType format)
    implements ConnectorContext {

  @Override
  public FileLayout fileLayout() {
    return format == null ? FileLayout.LINES : format.fileLayout();
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public void signal() {}

  @Override
  public void report(Health state, String message) {}
}
