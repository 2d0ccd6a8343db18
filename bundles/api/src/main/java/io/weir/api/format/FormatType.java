package io.weir.api.format;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of format, such as {@code json}. The rules of {@link io.weir.api.connector.SourceType}
 * hold.
 *
 * <p>Thread: any; must be safe for several pipelines at once.
 */
@ConsumerType
public interface FormatType {

  /**
   * The word after {@code format:}.
   *
   * @return lower case letters, digits and hyphens
   */
  String name();

  /**
   * The options; they stand in the block of the source, table or sink that uses the format.
   *
   * @return in the order of the reference
   */
  List<Option<?>> options();

  /**
   * Makes a decoder.
   *
   * @param config the checked options
   * @param fields what to read, in the order of the columns; never one with a topic level
   * @return a decoder for one thread
   * @throws ConfigException if the configuration cannot work
   */
  Decoder decoder(Config config, List<InputField> fields) throws ConfigException;

  /**
   * Makes an encoder.
   *
   * @param config the checked options
   * @param schema the columns to write; hidden ones are left out
   * @return an encoder for one thread
   * @throws ConfigException if the schema cannot be written in this format
   */
  Encoder encoder(Config config, Schema schema) throws ConfigException;

  /**
   * How records of this format stand in a file.
   *
   * @return one record a line, unless the format says otherwise
   */
  default FileLayout fileLayout() {
    return FileLayout.LINES;
  }
}
