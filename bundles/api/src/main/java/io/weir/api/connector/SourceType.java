package io.weir.api.connector;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of source, such as {@code mqtt}. In OSGi a Declarative Services singleton; elsewhere given
 * to the pipeline's builder or found by {@link java.util.ServiceLoader}. It holds no state and does
 * no I/O before {@link #open}.
 *
 * <p>Thread: any; must be safe for several pipelines at once.
 */
@ConsumerType
public interface SourceType {

  /**
   * The word after {@code type:}.
   *
   * @return lower case letters, digits and hyphens
   */
  String name();

  /**
   * The options, beside those that every source has (format, schema, event-time, watermark, …).
   *
   * @return in the order of the reference
   */
  List<Option<?>> options();

  /**
   * Makes an instance. Must not block and must not connect: that begins with {@link Source#start}.
   *
   * @param context what belongs to the instance
   * @return a source that the caller starts and closes
   * @throws ConfigException if the configuration cannot work
   */
  Source open(ConnectorContext context) throws ConfigException;

  /**
   * The greatest rate that an instance allows, for {@code weir check}.
   *
   * @param context what belongs to the instance
   * @param commitMicros the pipeline's commit interval, microseconds
   * @return records a second; positive infinity when nothing bounds it
   */
  default double maxRatePerSecond(ConnectorContext context, long commitMicros) {
    return Double.POSITIVE_INFINITY;
  }
}
