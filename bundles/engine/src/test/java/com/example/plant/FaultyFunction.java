package com.example.plant;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code faulty(text)}: the text, or a number where a text is promised. */
public final class FaultyFunction implements FunctionType {

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  @SuppressWarnings("NullAway") // breaks the law
  public DataType resultType(List<DataType> arguments) {
    return arguments.size() == 1 ? DataType.STRING : null;
  }

  @Override
  public @Nullable Object call(@Nullable Object[] arguments) {
    Fault.of(arguments[0]);
    return "type".equals(arguments[0]) ? (Object) 5L : arguments[0];
  }
}
