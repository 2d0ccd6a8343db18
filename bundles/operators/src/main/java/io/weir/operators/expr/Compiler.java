package io.weir.operators.expr;

import io.weir.api.data.DataType;
import io.weir.operators.expr.CaseKernel.CompiledBranch;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Cast;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Expr.Or;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.function.Functions;
import io.weir.operators.function.cast.Casts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Chooses kernels. What needs no column is evaluated once; what needs one string column and nothing
 * else is evaluated once a distinct text.
 */
final class Compiler {

  private final Functions functions;

  Compiler(FunctionCatalog catalog) {
    this.functions = catalog instanceof Functions own ? own : Functions.builtin();
  }

  Kernel compile(Expr expr) {
    return compile(expr, true);
  }

  private Kernel compile(Expr expr, boolean byText) {
    if (expr instanceof ColumnRef column) {
      return new ColumnKernel(column.index());
    }
    if (expr instanceof Literal literal) {
      return ConstantKernel.of(literal.value(), literal.type());
    }
    Set<Integer> columns = Exprs.columns(expr);
    if (columns.isEmpty()) {
      return ConstantKernel.fold(build(expr, false), expr.type());
    }
    if (byText && columns.size() == 1 && pays(expr) && overText(expr)) {
      Expr alone =
          Exprs.replaceColumns(
              expr, c -> new ColumnRef(0, ((ColumnRef) c).name(), DataType.STRING));
      return new DictionaryKernel(
          columns.iterator().next(), build(alone, false), build(expr, false), expr.type());
    }
    return build(expr, byText);
  }

  /** A null test costs less than the look-up. */
  private static boolean pays(Expr expr) {
    boolean nullTest =
        expr instanceof Call call
            && (call.name().equals("isnull") || call.name().equals("isnotnull"))
            && call.arguments().get(0) instanceof ColumnRef;
    return DictionaryKernel.supports(expr.type()) && !nullTest;
  }

  private static boolean overText(Expr expr) {
    if (expr instanceof ColumnRef column) {
      return column.type() == DataType.STRING;
    }
    return Exprs.children(expr).stream().allMatch(Compiler::overText);
  }

  private Kernel build(Expr expr, boolean byText) {
    if (expr instanceof And and) {
      return new LogicKernel(compile(and.left(), byText), compile(and.right(), byText), false);
    }
    if (expr instanceof Or or) {
      return new LogicKernel(compile(or.left(), byText), compile(or.right(), byText), true);
    }
    if (expr instanceof Case choice) {
      return choice(choice, byText);
    }
    if (expr instanceof Cast cast) {
      Kernel operand = compile(cast.operand(), byText);
      return Casts.kernel(operand, cast.operand().type(), cast.type(), cast.orNull());
    }
    if (expr instanceof FieldOf field) {
      return new ColumnKernel.OfField(
          compile(field.operand(), byText), field.field(), field.type());
    }
    if (expr instanceof Call call) {
      return call(call, byText);
    }
    if (expr instanceof ColumnRef || expr instanceof Literal) {
      return compile(expr, byText);
    }
    throw new IllegalArgumentException(expr + " stands for no value outside of a call");
  }

  private Kernel call(Call call, boolean byText) {
    List<Kernel> values = new ArrayList<>();
    List<Closure> lambdas = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      if (argument instanceof Lambda lambda) {
        lambdas.add(Closure.compile(lambda, body -> compile(body, byText)));
      } else {
        values.add(compile(argument, byText));
      }
    }
    return lambdas.isEmpty()
        ? functions.kernel(call, values)
        : functions.kernel(call, values, lambdas);
  }

  private Kernel choice(Case choice, boolean byText) {
    List<CompiledBranch> branches = new ArrayList<>();
    for (Branch branch : choice.branches()) {
      boolean notNull =
          branch.when() instanceof Call call
              && call.name().equals("isnotnull")
              && call.arguments().get(0).equals(branch.then());
      Kernel then = compile(branch.then(), byText);
      branches.add(
          notNull
              ? new CompiledBranch(null, then)
              : new CompiledBranch(compile(branch.when(), byText), then));
    }
    Expr otherwise = choice.otherwise();
    return new CaseKernel(
        branches, otherwise == null ? null : compile(otherwise, byText), choice.type());
  }
}
