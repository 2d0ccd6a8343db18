package io.weir.itests.extension;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code tally}: how often a word came so far, and the edition of this bundle. */
@Component(service = GroupStateType.class)
public final class TallyState implements GroupStateType<Long> {

  private final String edition = Edition.read();

  /** For the framework. */
  public TallyState() {}

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    return Schema.of(
        Field.of("word", DataType.STRING),
        Field.of("n", DataType.LONG),
        Field.of("edition", DataType.STRING));
  }

  @Override
  public void update(
      List<@Nullable Object> key,
      @Nullable Object[] row,
      GroupState<Long> state,
      Consumer<@Nullable Object[]> output) {
    Long known = state.get();
    long n = known == null ? 1 : known + 1;
    state.update(n);
    output.accept(new @Nullable Object[] {key.get(0), n, edition});
  }

  @Override
  public void write(Long state, ByteSink target) {
    target.writeLong(state);
  }

  @Override
  public Long read(ByteBuffer source) {
    return source.getLong();
  }
}
