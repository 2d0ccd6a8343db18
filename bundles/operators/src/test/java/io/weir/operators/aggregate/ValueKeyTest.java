package io.weir.operators.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Equal values have equal bytes, others have others. */
class ValueKeyTest {

  private static final DataType.Array DOUBLES = new DataType.Array(DataType.DOUBLE);
  private static final DataType.Array TEXTS = new DataType.Array(DataType.STRING);

  @Test
  void shouldGiveSomethingForEmptyValues() {
    assertThat(key(DataType.STRING, "")).isNotEmpty().isNotEqualTo(key(DataType.STRING, "\0"));
    assertThat(key(DataType.BINARY, new byte[0])).isNotEmpty();
    assertThat(key(TEXTS, List.of())).isNotEmpty();
  }

  @Test
  void shouldTakeEveryFormOfANumberForOne() {
    double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
    assertThat(key(DOUBLES, List.of(-0.0, otherNan)))
        .isEqualTo(key(DOUBLES, List.of(0.0, Double.NaN)));
    DataType.Struct struct = new DataType.Struct(List.of(Field.of("a", DataType.FLOAT)));
    assertThat(key(struct, Map.of("a", -0f))).isEqualTo(key(struct, Map.of("a", 0f)));
  }

  @Test
  void shouldTellNestedValuesApart() {
    assertThat(key(TEXTS, Arrays.asList("a", null))).isNotEqualTo(key(TEXTS, List.of("a", "")));
    assertThat(key(TEXTS, List.of("ab", "c"))).isNotEqualTo(key(TEXTS, List.of("a", "bc")));
    assertThat(key(TEXTS, Collections.singletonList(null))).isNotEqualTo(key(TEXTS, List.of()));
  }

  @Test
  void shouldTellDecimalsApart() {
    DataType.Decimal type = new DataType.Decimal(30, 2);
    assertThat(key(type, new BigDecimal("1.10")))
        .isEqualTo(key(type, new BigDecimal("1.10")))
        .isNotEqualTo(key(type, new BigDecimal("11.00")));
  }

  private static byte[] key(DataType type, Object value) {
    ByteSink bytes = new ByteSink();
    ValueKey.write(type, value, bytes);
    return bytes.toByteArray();
  }
}
