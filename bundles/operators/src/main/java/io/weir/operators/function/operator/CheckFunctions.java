package io.weir.operators.function.operator;

import static io.weir.api.data.DataType.BOOLEAN;
import static io.weir.api.data.DataType.STRING;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.cast.TypeText;
import java.util.List;

/** Functions that quarantine a row, and the one that names a type. */
public final class CheckFunctions {

  private static final String RAISE = "raise_error(message)";
  private static final String ASSERT = "assert_true(condition[, message])";

  private CheckFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.add(
        RAISE,
        "Quarantines the row, with this message; stands where any type is expected.",
        args -> {
          Signature.checkCount(RAISE, args, 1, 1);
          return raise(Signature.argument(RAISE, args, 0, STRING));
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                Nulls.CALL,
                false,
                (in, out) -> {
                  throw new RowFailure(in.isNull(0) ? "null" : in.text(0));
                }));
    library.rewrite(
        ASSERT,
        "Null where the condition is true; else quarantines the row, with the message.",
        CheckFunctions::assertion);
    library.rewrite(
        "typeof(a)",
        "The name of the type of a value.",
        args -> {
          Signature.checkCount("typeof(a)", args, 1, 1);
          boolean none = Coercion.isNull(args.get(0));
          return new Literal(none ? "void" : TypeText.of(args.get(0).type()), STRING);
        });
  }

  private static Expr raise(Expr message) {
    return new Call("raise_error", List.of(message), STRING);
  }

  private static Expr assertion(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(ASSERT, arguments, 1, 2);
    Expr condition = Signature.argument(ASSERT, arguments, 0, BOOLEAN);
    Expr message =
        arguments.size() == 2
            ? Signature.argument(ASSERT, arguments, 1, STRING)
            : new Literal("'%s' is not true!".formatted(condition), STRING);
    DataType none = STRING;
    Branch holds = new Branch(condition, new Literal(null, none));
    return new Case(List.of(holds), Coercion.to(raise(message), none), none);
  }
}
