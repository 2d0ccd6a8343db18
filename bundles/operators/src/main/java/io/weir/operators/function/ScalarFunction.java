package io.weir.operators.function;

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
 *     name
 */
public record ScalarFunction(FunctionDoc doc, Resolver resolver, @Nullable Compiler compiler) {

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
}
