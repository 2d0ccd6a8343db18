package io.weir.operators.expr;

import io.weir.api.data.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bound, typed expression: columns are positions, functions are resolved, implicit casts are
 * written out. Semantics are ANSI SQL as in Spark 4. Two equal expressions are {@code equals}.
 *
 * <p>{@code toString} gives SQL-like text for {@code weir explain} and for errors.
 *
 * <p>Thread: immutable, any.
 */
public sealed interface Expr {

  /** The type of the value. */
  DataType type();

  /**
   * A column of the input.
   *
   * @param index its position in the input's schema
   * @param name for people
   * @param type its type
   */
  record ColumnRef(int index, String name, DataType type) implements Expr {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A constant.
   *
   * @param value as {@link io.weir.api.data.Column#value} gives it; null for NULL, which fits any
   *     type
   * @param type its type; STRING for a NULL that nothing typed yet
   */
  record Literal(@Nullable Object value, DataType type) implements Expr {
    @Override
    public String toString() {
      if (value == null) {
        return "NULL";
      }
      return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
    }
  }

  /**
   * Left to right, stops at the first that is false.
   *
   * @param left a boolean
   * @param right a boolean, evaluated only where left is not false
   */
  record And(Expr left, Expr right) implements Expr {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public String toString() {
      return "(" + left + " AND " + right + ")";
    }
  }

  /**
   * Left to right, stops at the first that is true.
   *
   * @param left a boolean
   * @param right a boolean, evaluated only where left is not true
   */
  record Or(Expr left, Expr right) implements Expr {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public String toString() {
      return "(" + left + " OR " + right + ")";
    }
  }

  /**
   * CASE WHEN … THEN … ELSE … END, and what is made of it (IF, COALESCE, NVL, …): evaluated branch
   * by branch, each only where it is needed.
   *
   * @param branches at least one
   * @param otherwise of the same type as the branches' values; null for NULL
   * @param type the type of every value
   */
  record Case(List<Branch> branches, @Nullable Expr otherwise, DataType type) implements Expr {
    /** Copies the branches. */
    public Case {
      branches = List.copyOf(branches);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("CASE");
      branches.forEach(
          b -> text.append(" WHEN ").append(b.when()).append(" THEN ").append(b.then()));
      if (otherwise != null) {
        text.append(" ELSE ").append(otherwise);
      }
      return text.append(" END").toString();
    }
  }

  /**
   * One branch of a CASE.
   *
   * @param when a boolean
   * @param then the value where it is true
   */
  record Branch(Expr when, Expr then) {}

  /**
   * A conversion.
   *
   * @param operand what is converted
   * @param type to what
   * @param orNull true for TRY_CAST: null instead of an error
   */
  record Cast(Expr operand, DataType type, boolean orNull) implements Expr {
    @Override
    public String toString() {
      return (orNull ? "try_cast(" : "cast(") + operand + " AS " + type + ")";
    }
  }

  /**
   * A field of a struct.
   *
   * @param operand a struct
   * @param field the position of the field
   * @param type the field's type
   */
  record FieldOf(Expr operand, int field, DataType type) implements Expr {
    @Override
    public String toString() {
      DataType.Struct struct = (DataType.Struct) operand.type();
      return operand + "." + struct.fields().get(field).name();
    }
  }

  /**
   * A call of a function whose arguments are all evaluated. Operators such as {@code +} and {@code
   * =} are functions of that name.
   *
   * @param name the function's canonical name; unique together with the types of the arguments
   * @param arguments of exactly the types that the function takes
   * @param type the type of the result
   */
  record Call(String name, List<Expr> arguments, DataType type) implements Expr {
    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      if (arguments.size() == 2 && !Character.isLetter(name.charAt(0))) {
        return "(" + arguments.get(0) + " " + name + " " + arguments.get(1) + ")";
      }
      String list = arguments.toString();
      return name + "(" + list.substring(1, list.length() - 1) + ")";
    }
  }

  /**
   * A lambda among the arguments of a call, such as {@code x -> x + 1}: the function evaluates it,
   * once an element. Its type is that of its body.
   *
   * @param parameters at least one
   * @param body over its parameters, those of the lambdas around it, and the input's columns
   */
  record Lambda(List<Parameter> parameters, Expr body) implements Expr {
    /** Copies the parameters. */
    public Lambda {
      parameters = List.copyOf(parameters);
    }

    @Override
    public DataType type() {
      return body.type();
    }

    @Override
    public String toString() {
      String list = parameters.toString();
      String names = list.substring(1, list.length() - 1);
      return (parameters.size() == 1 ? names : "(" + names + ")") + " -> " + body;
    }
  }

  /**
   * A parameter of a lambda, in its body.
   *
   * @param slot its number among the parameters of its lambda and of those around it, from 0; the
   *     innermost lambda that declares it binds it
   * @param name for people
   * @param type its type
   */
  record Parameter(int slot, String name, DataType type) implements Expr {
    @Override
    public String toString() {
      return name;
    }
  }
}
