package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the functions of all families, by name. */
public final class Library {

  private final Map<String, ScalarFunction> functions = new LinkedHashMap<>();
  private final List<FunctionDoc> docs = new ArrayList<>();
  private String group = "";

  /** An empty library. */
  Library() {}

  /**
   * Starts a chapter of the reference.
   *
   * @param name its name
   * @return this
   */
  public Library group(String name) {
    group = name;
    return this;
  }

  /**
   * Adds a function.
   *
   * @param signature how it is written; the name stands before the first parenthesis
   * @param description one line
   * @param resolver resolves calls
   * @param compiler compiles calls
   */
  public void add(
      String signature,
      String description,
      ScalarFunction.Resolver resolver,
      ScalarFunction.Compiler compiler) {
    put(nameOf(signature), signature, description, resolver, compiler);
  }

  /**
   * Adds a function that takes lambdas behind its other arguments.
   *
   * @param signature how it is written; the name stands before the first parenthesis
   * @param description one line
   * @param resolver resolves calls, whose lambdas are typed
   * @param compiler compiles calls without a lambda; null if there are none
   * @param lambdas types and compiles lambdas
   */
  public void add(
      String signature,
      String description,
      ScalarFunction.Resolver resolver,
      ScalarFunction.@Nullable Compiler compiler,
      ScalarFunction.Lambdas lambdas) {
    String name = nameOf(signature);
    FunctionDoc doc = new FunctionDoc(name, signature, description, group);
    docs.add(doc);
    functions.put(name, new ScalarFunction(doc, resolver, compiler, lambdas));
  }

  /**
   * Adds an operator, whose name cannot be read off its signature.
   *
   * @param name the operator
   * @param signature how it is written
   * @param description one line
   * @param resolver resolves calls
   * @param compiler compiles calls
   */
  public void operator(
      String name,
      String signature,
      String description,
      ScalarFunction.Resolver resolver,
      ScalarFunction.Compiler compiler) {
    put(name, signature, description, resolver, compiler);
  }

  /**
   * Adds a function that stands for other expressions.
   *
   * @param signature how it is written
   * @param description one line
   * @param resolver gives what it stands for
   */
  public void rewrite(String signature, String description, ScalarFunction.Resolver resolver) {
    String name = nameOf(signature);
    FunctionDoc doc = new FunctionDoc(name, signature, description, group);
    docs.add(doc);
    functions.put(name, new ScalarFunction(doc, resolver, null, null));
  }

  /**
   * Adds a function of fixed parameter types, written for one row, whose result is null where an
   * argument is.
   *
   * @param signature how it is written; parameters in brackets may be left out
   * @param description one line
   * @param result the type of the result
   * @param function the function
   * @param parameters their types
   */
  public void rows(
      String signature,
      String description,
      DataType result,
      RowFunction function,
      DataType... parameters) {
    Signature typed = new Signature(signature, result, parameters);
    add(
        signature,
        description,
        typed,
        (call, arguments) -> RowKernel.of(call.type(), arguments, function));
  }

  /**
   * Adds what a function of texts does where it is given bytes.
   *
   * @param name the function
   * @param result the type of the result
   * @param function the function
   * @param parameters their types, the first of them binary; as many may be left out as before
   */
  public void ofBytes(String name, DataType result, RowFunction function, DataType... parameters) {
    ScalarFunction texts = find(name);
    Signature typed = new Signature(texts.doc().signature(), result, parameters);
    overload(
        name,
        args -> (isBytes(args, parameters) ? typed : texts.resolver()).resolve(args),
        (call, kernels) ->
            call.arguments().get(0).type() == DataType.BINARY
                ? RowKernel.of(call.type(), kernels, function)
                : Objects.requireNonNull(texts.compiler()).compile(call, kernels));
  }

  private static boolean isBytes(List<Expr> arguments, DataType... parameters) {
    boolean bytes = !arguments.isEmpty();
    for (int i = 0; i < Math.min(arguments.size(), parameters.length); i++) {
      bytes &= parameters[i] != DataType.BINARY || arguments.get(i).type() == DataType.BINARY;
    }
    return bytes;
  }

  /**
   * Resolves the calls of a function in another way than it was added with.
   *
   * @param name the function
   * @param resolver resolves its calls
   */
  public void overload(String name, ScalarFunction.Resolver resolver) {
    ScalarFunction function = find(name);
    functions.put(
        name,
        new ScalarFunction(function.doc(), resolver, function.compiler(), function.lambdas()));
  }

  /**
   * Resolves and compiles the calls of a function in another way than it was added with.
   *
   * @param name the function
   * @param resolver resolves its calls
   * @param compiler compiles them
   */
  public void overload(
      String name, ScalarFunction.Resolver resolver, ScalarFunction.Compiler compiler) {
    ScalarFunction function = find(name);
    functions.put(name, new ScalarFunction(function.doc(), resolver, compiler, function.lambdas()));
  }

  /**
   * Checks an argument where it is written out, so that a pattern that no row can be read by is
   * refused before there is a row.
   *
   * @param index which argument
   * @param check throws {@link RowFailure} for a text that will fail for every row
   * @param names the functions
   */
  public void checked(int index, Consumer<String> check, String... names) {
    for (String name : names) {
      ScalarFunction.Resolver resolver = find(name).resolver();
      overload(
          name,
          arguments -> {
            if (index < arguments.size()
                && arguments.get(index) instanceof Expr.Literal literal
                && literal.value() instanceof String text) {
              try {
                check.accept(text);
              } catch (RowFailure e) {
                throw new FunctionException(name + ": " + e.getMessage());
              }
            }
            return resolver.resolve(arguments);
          });
    }
  }

  /**
   * Gives a function another name.
   *
   * @param alias the other name
   * @param name the function
   */
  public void alias(String alias, String name) {
    ScalarFunction function = find(name);
    FunctionDoc doc =
        new FunctionDoc(alias, alias, "The same as " + name + ".", function.doc().group());
    docs.add(doc);
    functions.put(
        alias,
        new ScalarFunction(doc, function.resolver(), function.compiler(), function.lambdas()));
  }

  /**
   * A function added before.
   *
   * @param name its name
   * @return the function
   */
  public ScalarFunction find(String name) {
    ScalarFunction function = functions.get(name);
    if (function == null) {
      throw new IllegalStateException("no function " + name + " yet");
    }
    return function;
  }

  Map<String, ScalarFunction> functions() {
    return functions;
  }

  List<FunctionDoc> docs() {
    return docs;
  }

  private void put(
      String name,
      String signature,
      String description,
      ScalarFunction.Resolver resolver,
      ScalarFunction.Compiler compiler) {
    FunctionDoc doc = new FunctionDoc(name, signature, description, group);
    docs.add(doc);
    functions.put(name, new ScalarFunction(doc, resolver, compiler, null));
  }

  private static String nameOf(String signature) {
    int end = signature.indexOf('(');
    return end < 0 ? signature : signature.substring(0, end);
  }
}
