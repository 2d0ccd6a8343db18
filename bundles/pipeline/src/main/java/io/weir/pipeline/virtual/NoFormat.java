package io.weir.pipeline.virtual;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import java.util.List;

/** The format of rows that are looked at and not written. */
final class NoFormat implements FormatType {

  static final NoFormat INSTANCE = new NoFormat();

  private NoFormat() {}

  @Override
  public String name() {
    return "none";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Decoder decoder(Config config, List<InputField> fields) {
    return (records, rows) -> {};
  }

  @Override
  public Encoder encoder(Config config, Schema schema) {
    return (batch, row, id, target) -> {};
  }
}
