package io.weir.operators.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyHashTest {

  private static final int ROWS = 200;

  /** Values of a type, few enough to come again, with those that are equal and look different. */
  private record Kind(DataType type, List<Object> values) {
    Column column(Random random) {
      ColumnBuilder builder = ColumnBuilder.of(type);
      for (int row = 0; row < ROWS; row++) {
        int any = random.nextInt(values.size() + 1);
        builder.append(any == values.size() ? null : values.get(any));
      }
      return builder.build();
    }
  }

  static List<Kind> kinds() {
    DataType array = new DataType.Array(DataType.DOUBLE);
    DataType struct =
        new DataType.Struct(
            List.of(new Field("a", DataType.LONG, false), new Field("b", DataType.STRING, false)));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("a", 7L);
    fields.put("b", null);
    return List.of(
        new Kind(DataType.STRING, List.of("", "a", "press-1", "äöü 𝄞", "a".repeat(300))),
        new Kind(DataType.LONG, List.of(0L, -1L, Long.MIN_VALUE, 1L << 40)),
        new Kind(DataType.INT, List.of(0, -1, Integer.MAX_VALUE)),
        new Kind(DataType.DOUBLE, List.of(0.0, -0.0, Double.NaN, 1.5, -1e300)),
        new Kind(DataType.FLOAT, List.of(0.0f, -0.0f, Float.NaN, 1.5f)),
        new Kind(DataType.BOOLEAN, List.of(true, false)),
        new Kind(DataType.TIMESTAMP, List.of(Instant.EPOCH, Instant.parse("2026-11-20T10:00:00Z"))),
        new Kind(DataType.DATE, List.of(LocalDate.EPOCH, LocalDate.of(1969, 1, 1))),
        new Kind(
            new DataType.Decimal(9, 2), List.of(new BigDecimal("1.50"), new BigDecimal("-7.00"))),
        new Kind(DataType.BINARY, List.of(new byte[0], new byte[] {1, -1})),
        new Kind(array, List.of(List.of(), List.of(0.0, 1.0), List.of(-0.0, 1.0))),
        new Kind(struct, List.of(fields)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldBeThatOfTheKeyInEveryTable(Kind kind) {
    List<DataType> types = List.of(DataType.STRING, kind.type());
    Random random = new Random(3);
    Column[] columns = {kinds().get(0).column(random), kind.column(random)};
    KeyHash hash = new KeyHash(types);
    KeyTable table = new KeyTable(types);
    KeyTable read = new KeyTable(types);
    KeyEncoder encoder = new KeyEncoder(table);
    for (int row = 0; row < ROWS; row++) {
      int id = encoder.add(columns, row);
      assertThat(hash.of(columns, row)).isEqualTo(table.hash(id));
      ByteSink bytes = new ByteSink();
      table.write(id, bytes);
      int again = read.read(ByteBuffer.wrap(bytes.toByteArray()));
      assertThat(read.hash(again)).isEqualTo(table.hash(id));
      assertThat(table.compare(id, read, again)).isZero();
    }
  }

  @Test
  void shouldBeTheSameInEveryRelease() {
    Column[] columns = {kinds().get(0).column(new Random(1)), kinds().get(1).column(new Random(2))};
    KeyHash hash = new KeyHash(List.of(DataType.STRING, DataType.LONG));
    int all = 0;
    for (int row = 0; row < ROWS; row++) {
      all = 31 * all + hash.of(columns, row);
    }
    assertThat(all)
        .as("checkpoints that partitions wrote are found by these hashes")
        .isEqualTo(1229836365);
  }

  @Test
  void shouldSpreadKeysEvenly() {
    ColumnBuilder builder = ColumnBuilder.of(DataType.STRING);
    for (int row = 0; row < 10_000; row++) {
      builder.append("d-%05d".formatted(row));
    }
    Column[] columns = {builder.build()};
    KeyHash hash = new KeyHash(List.of(DataType.STRING));
    for (int partitions = 2; partitions <= 8; partitions++) {
      int[] counts = new int[partitions];
      for (int row = 0; row < 10_000; row++) {
        counts[Math.floorMod(hash.of(columns, row), partitions)]++;
      }
      int least = Arrays.stream(counts).min().orElseThrow();
      assertThat(least).isGreaterThan(10_000 / partitions * 9 / 10);
    }
  }
}
