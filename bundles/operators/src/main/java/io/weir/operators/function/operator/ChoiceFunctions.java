package io.weir.operators.function.operator;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.List;

/** Functions that choose one of their arguments; most are a CASE. */
public final class ChoiceFunctions {

  private ChoiceFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.rewrite(
        "if(condition, then, otherwise)",
        "One of two values.",
        args -> {
          Signature.checkCount("if(condition, then, otherwise)", args, 3, 3);
          return choose(
              condition("if(condition, then, otherwise)", args, 0), args.get(1), args.get(2));
        });
    library.rewrite(
        "coalesce(a[, …])", "The first value that is not null.", ChoiceFunctions::coalesce);
    library.rewrite("nvl(a, b)", "a, or b where a is null.", args -> two("nvl(a, b)", args));
    library.alias("ifnull", "nvl");
    library.rewrite(
        "nvl2(a, b, c)",
        "b where a is not null, else c.",
        args -> {
          Signature.checkCount("nvl2(a, b, c)", args, 3, 3);
          return choose(notNull(args.get(0)), args.get(1), args.get(2));
        });
    library.rewrite("nullif(a, b)", "a, or null where a equals b.", ChoiceFunctions::nullIf);
    library.rewrite(
        "nullifzero(a)",
        "a, or null where a is zero.",
        args -> {
          Signature.checkCount("nullifzero(a)", args, 1, 1);
          return nullIf(List.of(args.get(0), new Literal(0, DataType.INT)));
        });
    library.rewrite(
        "zeroifnull(a)",
        "a, or zero where a is null.",
        args -> {
          Signature.checkCount("zeroifnull(a)", args, 1, 1);
          return coalesce(List.of(args.get(0), new Literal(0, DataType.INT)));
        });
    library.rewrite(
        "equal_null(a, b)",
        "Whether a equals b, where null equals null, as a <=> b.",
        args -> {
          Signature.checkCount("equal_null(a, b)", args, 2, 2);
          return library.find("<=>").resolver().resolve(args);
        });
    extreme(library, "greatest(a, b[, …])", "The greatest value; nulls are left out.", 1);
    extreme(library, "least(a, b[, …])", "The least value; nulls are left out.", -1);
  }

  private static Expr condition(String text, List<Expr> arguments, int index)
      throws FunctionException {
    return Signature.argument(text, arguments, index, DataType.BOOLEAN);
  }

  private static Expr notNull(Expr expr) {
    return new Call("isnotnull", List.of(expr), DataType.BOOLEAN);
  }

  private static Expr choose(Expr when, Expr then, Expr otherwise) throws FunctionException {
    DataType type = Coercion.commonOf(List.of(then, otherwise));
    Branch branch = new Branch(when, Coercion.to(then, type));
    return new Case(List.of(branch), Coercion.to(otherwise, type), type);
  }

  private static Expr two(String text, List<Expr> arguments) throws FunctionException {
    Signature.checkCount(text, arguments, 2, 2);
    return coalesce(arguments);
  }

  private static Expr coalesce(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("coalesce(a[, …])", arguments, 1, Integer.MAX_VALUE);
    DataType type = Coercion.commonOf(arguments);
    List<Expr> typed = Coercion.allTo(arguments, type);
    if (typed.size() == 1) {
      return typed.get(0);
    }
    List<Branch> branches = new ArrayList<>();
    for (Expr value : typed.subList(0, typed.size() - 1)) {
      branches.add(new Branch(notNull(value), value));
    }
    return new Case(branches, typed.get(typed.size() - 1), type);
  }

  /**
   * {@code decode(a, search, result, …[, otherwise])}, where null equals null.
   *
   * @param arguments at least three
   * @return a CASE
   * @throws FunctionException if a search cannot be compared, or the results have no common type
   */
  public static Expr decode(List<Expr> arguments) throws FunctionException {
    List<Expr> results = new ArrayList<>();
    for (int i = 2; i < arguments.size(); i += 2) {
      results.add(arguments.get(i));
    }
    boolean otherwise = arguments.size() % 2 == 0;
    Expr last = arguments.get(arguments.size() - 1);
    if (otherwise) {
      results.add(last);
    }
    DataType type = Coercion.commonOf(results);
    List<Branch> branches = new ArrayList<>();
    for (int i = 1; i + 1 < arguments.size(); i += 2) {
      List<Expr> compared = List.of(arguments.get(0), arguments.get(i));
      List<Expr> same = ComparisonOperators.sameType("decode(a, search, result, …)", compared);
      Expr equal = new Call("<=>", same, DataType.BOOLEAN);
      branches.add(new Branch(equal, Coercion.to(arguments.get(i + 1), type)));
    }
    return new Case(branches, otherwise ? Coercion.to(last, type) : null, type);
  }

  private static Expr nullIf(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("nullif(a, b)", arguments, 2, 2);
    Expr value = arguments.get(0);
    List<Expr> same = ComparisonOperators.sameType("nullif(a, b)", arguments);
    Expr equal = new Call("=", same, DataType.BOOLEAN);
    return new Case(
        List.of(new Branch(equal, new Literal(null, value.type()))), value, value.type());
  }

  private static void extreme(Library library, String text, String description, int sign) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, Integer.MAX_VALUE);
          DataType type = Coercion.commonOf(args);
          return new Call(name, Coercion.allTo(args, type), type);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                Nulls.CALL,
                false,
                (in, out) -> {
                  int row = in.position();
                  int best = -1;
                  for (int i = 0; i < in.size(); i++) {
                    boolean better =
                        !in.isNull(i)
                            && (best < 0
                                || Order.compare(in.column(i), row, in.column(best), row) * sign
                                    > 0);
                    best = better ? i : best;
                  }
                  if (best < 0) {
                    out.putNull();
                  } else {
                    out.copy(in.column(best), row);
                  }
                }));
  }
}
