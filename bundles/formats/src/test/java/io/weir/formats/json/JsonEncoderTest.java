package io.weir.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.formats.Batches;
import io.weir.formats.Decoded;
import io.weir.formats.TestRecords;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonEncoderTest {

  private static String json(DataType type, @Nullable Object value) {
    Schema schema = Schema.of(Field.of("v", type));
    String json = Batches.encode(new JsonEncoder(schema), Batches.row(schema, value), null);
    assertThat(json).startsWith("{\"v\":").endsWith("}");
    return json.substring(5, json.length() - 1);
  }

  @Test
  void shouldWriteEveryVisibleColumnAndTheId() {
    Schema schema =
        Schema.of(
            Field.of("a", DataType.LONG),
            Field.hidden("_event_time", DataType.TIMESTAMP),
            Field.of("b \"q\"", DataType.STRING));
    JsonEncoder encoder = new JsonEncoder(schema);
    assertThat(Batches.encode(encoder, Batches.row(schema, 1L, null, null), "g/1/p/s/7"))
        .isEqualTo("{\"a\":1,\"b \\\"q\\\"\":null,\"_id\":\"g/1/p/s/7\"}");
    assertThat(Batches.encode(encoder, Batches.row(schema, null, null, "x"), null))
        .isEqualTo("{\"a\":null,\"b \\\"q\\\"\":\"x\"}");
  }

  @Test
  void shouldWriteEachTypeAsPromised() {
    assertThat(json(DataType.BOOLEAN, true)).isEqualTo("true");
    assertThat(json(DataType.INT, -7)).isEqualTo("-7");
    assertThat(json(DataType.LONG, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(json(DataType.LONG, Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(json(DataType.LONG, 0L)).isEqualTo("0");
    assertThat(json(DataType.DOUBLE, 21.5)).isEqualTo("21.5");
    assertThat(json(DataType.DOUBLE, 1e10)).isEqualTo("1.0E10");
    assertThat(json(DataType.DOUBLE, Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(json(DataType.DOUBLE, Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    assertThat(json(DataType.FLOAT, 0.1f)).isEqualTo("0.1");
    assertThat(json(new DataType.Decimal(38, 3), new BigDecimal("1E+10")))
        .isEqualTo("10000000000.000");
    assertThat(json(DataType.BINARY, new byte[] {1, 2})).isEqualTo("\"AQI=\"");
    assertThat(json(DataType.DATE, LocalDate.of(2026, 11, 20))).isEqualTo("\"2026-11-20\"");
    assertThat(json(DataType.STRING, "a\"\\\n\u0001é😀/")).isEqualTo("\"a\\\"\\\\\\n\\u0001é😀/\"");
    assertThat(json(new DataType.Array(DataType.INT), Arrays.asList(1, null)))
        .isEqualTo("[1,null]");
    assertThat(
            json(
                DataType.WINDOW,
                Map.of(
                    "start",
                    Instant.parse("2026-11-20T10:00:00Z"),
                    "end",
                    Instant.parse("2026-11-20T10:00:30Z"))))
        .isEqualTo("{\"start\":\"2026-11-20T10:00:00.000Z\",\"end\":\"2026-11-20T10:00:30.000Z\"}");
  }

  @Test
  void shouldWriteTimesWithMillisecondsOrMore() {
    assertThat(time("2026-11-20T10:00:00Z")).isEqualTo("\"2026-11-20T10:00:00.000Z\"");
    assertThat(time("2026-11-20T10:00:00.120Z")).isEqualTo("\"2026-11-20T10:00:00.120Z\"");
    assertThat(time("2026-11-20T10:00:00.000001Z")).isEqualTo("\"2026-11-20T10:00:00.000001Z\"");
    assertThat(time("1969-12-31T23:59:59.999999Z")).isEqualTo("\"1969-12-31T23:59:59.999999Z\"");
    assertThat(time("0001-01-01T00:00:00Z")).isEqualTo("\"0001-01-01T00:00:00.000Z\"");
    assertThat(time("+12345-01-01T00:00:00Z")).isEqualTo("\"+12345-01-01T00:00:00.000Z\"");
    assertThat(time("-0001-01-01T00:00:00Z")).isEqualTo("\"-0001-01-01T00:00:00.000Z\"");
  }

  private static String time(String instant) {
    return json(DataType.TIMESTAMP, Instant.parse(instant));
  }

  @Test
  void shouldReadBackWhatItWrote() {
    long seed = 11;
    Random random = new Random(seed);
    List<InputField> fields =
        List.of(
            Decoded.field("s", DataType.STRING),
            Decoded.field("d", DataType.DOUBLE),
            Decoded.field("f", DataType.FLOAT),
            Decoded.field("l", DataType.LONG),
            Decoded.field("t", DataType.TIMESTAMP));
    Schema schema = new Schema(fields.stream().map(InputField::field).toList());
    JsonEncoder encoder = new JsonEncoder(schema);
    JsonDecoder decoder = new JsonDecoder(fields);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(6); c > 0; c--) {
        text.appendCodePoint(random.nextBoolean() ? random.nextInt(0xD800) : random.nextInt(128));
      }
      long micros = (long) (random.nextGaussian() * 1e15);
      Object[] values = {
        text.toString(),
        Double.longBitsToDouble(random.nextLong()),
        Float.intBitsToFloat(random.nextInt()),
        random.nextLong(),
        Instant.EPOCH.plusSeconds(micros / 1_000_000).plusNanos(micros % 1_000_000 * 1000)
      };
      String json = Batches.encode(encoder, Batches.row(schema, values), null);
      assertThat(Decoded.show(decoder, fields, TestRecords.of(json)))
          .as("seed %d: %s", seed, json)
          .containsExactly(Arrays.toString(values));
    }
  }
}
