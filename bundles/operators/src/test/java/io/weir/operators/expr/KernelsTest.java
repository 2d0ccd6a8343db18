package io.weir.operators.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import io.weir.api.function.FunctionType;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelsTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("s", DataType.STRING), Field.of("i", DataType.INT));
  private static final Expr S = new ColumnRef(0, "s", DataType.STRING);
  private static final Expr I = new ColumnRef(1, "i", DataType.INT);

  private static final String TOO_QUIET =
      "the function Shout failed: java.lang.IllegalStateException: too quiet";

  private final Shout shout = new Shout();
  private final Functions functions = Functions.with(List.of(shout), List.of());
  private final RowErrors errors = new RowErrors();

  /** A function of a bundle: counts its calls, fails for a text. */
  private static final class Shout implements FunctionType {
    private int calls;

    @Override
    public String name() {
      return "Shout";
    }

    @Override
    public DataType resultType(List<DataType> arguments) {
      if (arguments.size() != 1) {
        throw new IllegalArgumentException("one text expected");
      }
      return DataType.STRING;
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
      calls++;
      Object text = arguments[0];
      if ("bad".equals(text)) {
        throw new IllegalStateException("too quiet");
      }
      return "wrong".equals(text) ? Integer.valueOf(1) : text == null ? null : text + "!";
    }
  }

  private static Batch batch(@Nullable String... texts) {
    ColumnBuilder strings = ColumnBuilder.of(DataType.STRING);
    ColumnBuilder ints = ColumnBuilder.of(DataType.INT);
    for (int i = 0; i < texts.length; i++) {
      strings.append(texts[i]);
      ints.append(i);
    }
    return new Batch(SCHEMA, List.of(strings.build(), ints.build()), texts.length);
  }

  private static List<@Nullable Object> values(Column column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < column.size(); i++) {
      values.add(column.value(i));
    }
    return values;
  }

  private static Literal lit(int value) {
    return new Literal(value, DataType.INT);
  }

  @Test
  void shouldCallOnceADistinctText() throws FunctionException {
    Kernel kernel = Kernels.compile(functions.call("SHOUT", List.of(S)), functions);
    Batch batch = batch("a", "b", "a", null, "a", "b", null);
    Column column = kernel.evaluate(batch, Selection.all(7), errors);
    assertThat(values(column)).isEqualTo(Arrays.asList("a!", "b!", "a!", null, "a!", "b!", null));
    assertThat(shout.calls).isEqualTo(3);
    kernel.evaluate(batch, Selection.all(7), errors);
    assertThat(shout.calls).isEqualTo(3);
    // Another dictionary: its codes mean other texts.
    Column other = kernel.evaluate(batch("x", "a"), Selection.all(2), errors);
    assertThat(values(other)).containsExactly("x!", "a!");
    assertThat(shout.calls).isEqualTo(5);
  }

  @Test
  void shouldKeepAFailureToItsRows() throws FunctionException {
    Kernel kernel = Kernels.compile(functions.call("shout", List.of(S)), functions);
    Column column =
        kernel.evaluate(batch("a", "bad", "b", "bad", "wrong"), Selection.all(5), errors);
    assertThat(column.value(0)).isEqualTo("a!");
    assertThat(column.value(2)).isEqualTo("b!");
    assertThat(errors.count()).isEqualTo(3);
    assertThat(errors.reason(1)).startsWith(TOO_QUIET);
    assertThat(errors.reason(3)).startsWith(TOO_QUIET);
    assertThat(errors.reason(4)).contains("Shout", "java.lang.Integer", "expected", "string");
    assertThat(errors.without(Selection.all(5)).count()).isEqualTo(2);
    errors.clear();
    kernel.evaluate(batch("bad", "a"), Selection.of(new int[] {1}, 1), errors);
    assertThat(errors.any()).isFalse();
  }

  @Test
  void shouldEvaluateByRowWhereTextsHardlyRepeat() throws FunctionException {
    String[] texts = IntStream.range(0, 70_000).mapToObj(i -> "d" + i).toArray(String[]::new);
    Expr condition = functions.call("=", List.of(S, new Literal("d69999", DataType.STRING)));
    Selection found =
        Filter.compile(condition, functions).select(batch(texts), Selection.all(70_000), errors);
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.row(0)).isEqualTo(69_999);
  }

  @Test
  void shouldFilter() throws FunctionException {
    Expr ratio = functions.call("/", List.of(lit(6), functions.call("-", List.of(I, lit(2)))));
    Expr condition = functions.call(">", List.of(ratio, lit(1)));
    Selection rows =
        Kernels.filter(
            Kernels.compile(condition, functions),
            batch("a", "b", "c", "d", "e", "f"),
            Selection.of(new int[] {0, 2, 3, 5}, 4),
            errors);
    assertThat(rows.count()).isEqualTo(2);
    assertThat(new int[] {rows.row(0), rows.row(1)}).containsExactly(3, 5);
    assertThat(errors.reason(2)).startsWith("division by zero");
  }

  @Test
  void shouldNotEvaluateWhatIsDecided() throws FunctionException {
    Expr zero = functions.call("=", List.of(I, lit(0)));
    Expr ratio = functions.call(">", List.of(functions.call("/", List.of(lit(1), I)), lit(0)));
    Expr guarded = functions.call("or", List.of(zero, ratio));
    Column column =
        Kernels.compile(guarded, functions).evaluate(batch("a", "b"), Selection.all(2), errors);
    assertThat(values(column)).containsExactly(true, true);
    assertThat(errors.any()).isFalse();
    Kernels.compile(functions.call("or", List.of(ratio, zero)), functions)
        .evaluate(batch("a", "b"), Selection.all(2), errors);
    assertThat(errors.failed(0)).isTrue();
    assertThat(errors.failed(1)).isFalse();
  }

  @Test
  void shouldFailForAConstantOnlyWhereItIsEvaluated() throws FunctionException {
    Expr broken = functions.call("/", List.of(lit(1), lit(0)));
    Kernel kernel = Kernels.compile(broken, functions);
    kernel.evaluate(batch("a", "b", "c"), Selection.of(new int[] {1}, 1), errors);
    assertThat(errors.count()).isEqualTo(1);
    assertThat(errors.failed(1)).isTrue();
  }

  @Test
  void shouldKeepOneDictionaryFromBatchToBatch() throws FunctionException {
    Kernel kernel = Kernels.compile(functions.call("upper", List.of(S)), functions);
    Batch batch = batch("a", "b");
    StringColumn first = (StringColumn) kernel.evaluate(batch, Selection.all(2), errors);
    int code = first.codes()[1];
    StringColumn second = (StringColumn) kernel.evaluate(batch, Selection.all(2), errors);
    assertThat(second.dictionary()).isSameAs(first.dictionary());
    assertThat(second.codes()[1]).isEqualTo(code);
  }

  @Test
  void shouldDescribeEveryFunctionOnce() {
    assertThat(Functions.describe()).extracting("name").doesNotHaveDuplicates();
    assertThat(Functions.describe()).allMatch(d -> d.description().endsWith("."));
    assertThat(Functions.describe()).allMatch(d -> !d.group().isEmpty());
  }
}
