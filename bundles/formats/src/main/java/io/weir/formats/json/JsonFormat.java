package io.weir.formats.json;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The format {@code json}: an object is a record, an array of objects is as many records; in a file
 * one value a line (JSON Lines).
 */
@Component(service = FormatType.class)
public final class JsonFormat implements FormatType {

  /** The format; holds no state. */
  public JsonFormat() {}

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Decoder decoder(Config config, List<InputField> fields) {
    return new JsonDecoder(fields);
  }

  @Override
  public Encoder encoder(Config config, Schema schema) {
    return new JsonEncoder(schema);
  }
}
