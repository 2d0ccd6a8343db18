package io.weir.pipeline.check;

import io.weir.api.data.DataType;
import io.weir.api.function.GroupStateType;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.function.FunctionException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalog that notes what it was asked for, and when that was not there. */
final class NotingFunctions implements FunctionCatalog {

  private final FunctionCatalog functions;
  private final Set<String> names;
  private boolean missing;

  /**
   * Notes.
   *
   * @param functions answers
   * @param names takes the names that were asked for, in lower case
   */
  NotingFunctions(FunctionCatalog functions, Set<String> names) {
    this.functions = functions;
    this.names = names;
  }

  /** Whether a function was not there, which a bundle may yet bring. */
  boolean missing() {
    return missing;
  }

  @Override
  public Expr call(String name, List<Expr> arguments) throws FunctionException {
    names.add(name.toLowerCase(Locale.ROOT));
    try {
      return functions.call(name, arguments);
    } catch (FunctionException e) {
      missing |= e.missing();
      throw e;
    }
  }

  @Override
  public List<DataType> lambdaParameters(String name, List<Expr> values, int lambda, int count)
      throws FunctionException {
    try {
      return functions.lambdaParameters(name, values, lambda, count);
    } catch (FunctionException e) {
      missing |= e.missing();
      throw e;
    }
  }

  @Override
  public AggregateCall aggregate(
      String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter)
      throws FunctionException {
    names.add(name.toLowerCase(Locale.ROOT));
    return functions.aggregate(name, arguments, distinct, filter);
  }

  @Override
  public GroupStateType<?> groupState(String name) throws FunctionException {
    names.add(name.toLowerCase(Locale.ROOT));
    try {
      return functions.groupState(name);
    } catch (FunctionException e) {
      missing |= e.missing();
      throw e;
    }
  }

  @Override
  public Expr cast(Expr operand, DataType type, boolean orNull) throws FunctionException {
    return functions.cast(operand, type, orNull);
  }

  @Override
  public DataType commonType(List<DataType> types) throws FunctionException {
    return functions.commonType(types);
  }

  @Override
  public boolean isAggregate(String name) {
    return functions.isAggregate(name);
  }
}
