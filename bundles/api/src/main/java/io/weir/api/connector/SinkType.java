package io.weir.api.connector;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of sink, such as {@code mqtt}. The rules of {@link SourceType} hold.
 *
 * <p>Thread: any; must be safe for several pipelines at once.
 */
@ConsumerType
public interface SinkType {

  /**
   * The word after {@code type:}.
   *
   * @return lower case letters, digits and hyphens
   */
  String name();

  /**
   * The options, beside those that every sink has (from, format, id, buffer).
   *
   * @return in the order of the reference
   */
  List<Option<?>> options();

  /**
   * Whether a sink of this kind can replace its content as {@code complete} output mode asks.
   *
   * @return true if {@link Delivery#replaces} is obeyed
   */
  default boolean canReplace() {
    return false;
  }

  /**
   * Makes an instance. Must not block and must not connect: that begins with {@link Sink#start}.
   *
   * @param context what belongs to the instance
   * @param schema the columns of the rows to come
   * @param encoder turns a row into the bytes of the sink's format
   * @return a sink that the caller starts and closes
   * @throws ConfigException if the configuration cannot work, such as a topic column that is not
   *     there
   */
  Sink open(ConnectorContext context, Schema schema, Encoder encoder) throws ConfigException;
}
