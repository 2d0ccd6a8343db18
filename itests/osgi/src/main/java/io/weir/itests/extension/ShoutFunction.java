package io.weir.itests.extension;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code shout(text)}: the text in capitals, and the edition of this bundle. */
@Component(service = FunctionType.class)
public final class ShoutFunction implements FunctionType {

  private final String edition = Edition.read();

  /** For the framework. */
  public ShoutFunction() {}

  @Override
  public String name() {
    return "shout";
  }

  @Override
  public DataType resultType(List<DataType> arguments) {
    if (arguments.size() != 1 || !arguments.get(0).equals(DataType.STRING)) {
      throw new IllegalArgumentException("shout takes one string");
    }
    return DataType.STRING;
  }

  @Override
  public @Nullable Object call(@Nullable Object[] arguments) {
    Object text = arguments[0];
    return text == null ? null : text.toString().toUpperCase(Locale.ROOT) + edition;
  }
}
