package io.weir.shell;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that a bundle brings. */
public final class Doubled implements FunctionType {

  /** The function. */
  public Doubled() {}

  @Override
  public String name() {
    return "doubled";
  }

  @Override
  public DataType resultType(List<DataType> arguments) {
    return DataType.DOUBLE;
  }

  @Override
  public @Nullable Object call(@Nullable Object[] arguments) {
    Object value = arguments[0];
    return value == null ? null : (Double) value * 2;
  }
}
