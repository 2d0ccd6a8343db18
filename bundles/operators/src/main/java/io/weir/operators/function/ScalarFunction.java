package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scalar function that Weir knows.
 *
 * @param doc what users read
 * @param resolver from a call as written to one whose arguments have the kernel's types
 * @param compiler from a resolved call to its kernel; null if the resolver leaves no call of this
 *     name without a lambda
 * @param lambdas how it takes lambdas; null if it takes none
 */
public record ScalarFunction(
    FunctionDoc doc, Resolver resolver, @Nullable Compiler compiler, @Nullable Lambdas lambdas) {

  /** Resolves a call. */
  @FunctionalInterface
  public interface Resolver {
    /**
     * Resolves a call.
     *
     * @param arguments as written
     * @return a call, or what it stands for
     * @throws FunctionException if it does not take such arguments
     */
    Expr resolve(List<Expr> arguments) throws FunctionException;
  }

  /** Compiles a call. */
  @FunctionalInterface
  public interface Compiler {
    /**
     * Compiles a call.
     *
     * @param call as resolved
     * @param arguments the kernels of its arguments
     * @return its kernel
     */
    Kernel compile(Expr.Call call, List<Kernel> arguments);
  }

  /**
   * How a function takes lambdas.
   *
   * @param typing the types of their parameters
   * @param compiler compiles calls that have some
   */
  public record Lambdas(Typing typing, LambdaCompiler compiler) {}

  /** Types the parameters of lambdas. */
  @FunctionalInterface
  public interface Typing {
    /**
     * Types the parameters of a lambda.
     *
     * @param values the arguments before the first lambda, as written
     * @param lambda which of the lambdas, from 0
     * @param count how many parameters it declares
     * @return {@code count} types
     * @throws FunctionException if the function takes no such lambda
     */
    List<DataType> parameters(List<Expr> values, int lambda, int count) throws FunctionException;
  }

  /** Compiles a call with lambdas. */
  @FunctionalInterface
  public interface LambdaCompiler {
    /**
     * Compiles a call.
     *
     * @param call as resolved
     * @param values the kernels of its arguments that are no lambdas
     * @param lambdas its lambdas
     * @return its kernel
     */
    Kernel compile(Expr.Call call, List<Kernel> values, List<Closure> lambdas);
  }
}
