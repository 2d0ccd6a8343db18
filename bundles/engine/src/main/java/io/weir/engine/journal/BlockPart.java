package io.weir.engine.journal;

import io.weir.api.format.Records;
import org.jspecify.annotations.Nullable;

/**
 * Some records of a block, one behind the other.
 *
 * @param block holds them
 * @param from the first one's position there
 * @param size how many
 */
public record BlockPart(RecordBlock block, int from, int size) implements Records {

  @Override
  public byte[] bytes() {
    return block.bytes();
  }

  @Override
  public int offset(int record) {
    return block.offset(from + record);
  }

  @Override
  public int length(int record) {
    return block.length(from + record);
  }

  @Override
  public @Nullable String topic(int record) {
    return block.topic(from + record);
  }

  @Override
  public long receivedMicros(int record) {
    return block.receivedMicros(from + record);
  }

  @Override
  public @Nullable String rejection(int record) {
    return block.rejection(from + record);
  }
}
