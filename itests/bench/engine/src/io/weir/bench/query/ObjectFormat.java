package io.weir.bench.query;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.DoubleBuilder;
import io.weir.api.data.LongBuilder;
import io.weir.api.data.Schema;
import io.weir.api.data.TextBuilder;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.engine.journal.BlockPart;
import java.util.List;

/**
 * Turns objects that a program holds into columns, with what the API offers to every program. The
 * records of a block are then empty and stand for the objects in order.
 */
final class ObjectFormat implements FormatType {

  private static final long MICROS_PER_MS = 1_000;

  private Reading[] next = {};

  /** The objects of the next block. */
  void next(Reading[] objects) {
    next = objects;
  }

  @Override
  public String name() {
    return "objects";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Decoder decoder(Config config, List<InputField> fields) {
    return (records, rows) -> {
      int from = records instanceof BlockPart part ? part.from() : 0;
      append(next, from, records.size(), rows);
    };
  }

  private static void append(Reading[] objects, int from, int count, RowBuilder rows) {
    TextBuilder device = (TextBuilder) rows.column(0);
    LongBuilder ts = (LongBuilder) rows.column(1);
    DoubleBuilder temp = (DoubleBuilder) rows.column(2);
    for (int i = 0; i < count; i++) {
      Reading reading = objects[from + i];
      rows.row(i);
      device.append(reading.device());
      ts.append(reading.ts() * MICROS_PER_MS);
      temp.append(reading.temp());
    }
  }

  @Override
  public Encoder encoder(Config config, Schema schema) throws ConfigException {
    throw config.error("objects are only read");
  }
}
