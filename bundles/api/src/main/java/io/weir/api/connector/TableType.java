package io.weir.api.connector;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of static table, such as {@code csv}. The rules of {@link SourceType} hold.
 *
 * <p>Thread: any; must be safe for several pipelines at once.
 */
@ConsumerType
public interface TableType {

  /**
   * The word after {@code type:}.
   *
   * @return lower case letters, digits and hyphens
   */
  String name();

  /**
   * The options, beside those that every table has (schema, key, refresh, valid-from).
   *
   * @return in the order of the reference
   */
  List<Option<?>> options();

  /**
   * Makes an instance, without I/O.
   *
   * @param context what belongs to the instance
   * @param schema the declared columns
   * @return a table that the caller closes
   * @throws ConfigException if the configuration cannot work
   */
  Table open(ConnectorContext context, Schema schema) throws ConfigException;
}
