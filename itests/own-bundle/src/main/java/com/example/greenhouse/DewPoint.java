package com.example.greenhouse;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dew_point(celsius, percent)}: where the water in the air becomes drops. */
@Component(service = FunctionType.class)
public final class DewPoint implements FunctionType {

  @Override
  public String name() {
    return "dew_point";
  }

  @Override
  public DataType resultType(List<DataType> arguments) {
    if (!arguments.equals(List.of(DataType.DOUBLE, DataType.DOUBLE))) {
      throw new IllegalArgumentException("expected dew_point(double, double)");
    }
    return DataType.DOUBLE;
  }

  @Override
  public Object call(Object[] arguments) {
    if (arguments[0] == null || arguments[1] == null) {
      return null;
    }
    double celsius = (double) arguments[0];
    double percent = (double) arguments[1];
    double x = StrictMath.log(percent / 100) + 17.62 * celsius / (243.12 + celsius);
    return 243.12 * x / (17.62 - x);
  }
}
