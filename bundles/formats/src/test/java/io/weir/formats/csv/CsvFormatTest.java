package io.weir.formats.csv;

import static io.weir.formats.Decoded.field;
import static io.weir.formats.Decoded.strict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.ConfigException;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import io.weir.api.format.InputField;
import io.weir.formats.Batches;
import io.weir.formats.Decoded;
import io.weir.formats.TestConfig;
import io.weir.formats.TestRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

  private static final List<InputField> FIELDS =
      List.of(
          field("device", DataType.STRING),
          field("temp", DataType.DOUBLE),
          field("ts", DataType.TIMESTAMP));

  private static List<String> read(List<InputField> fields, String... payloads)
      throws ConfigException {
    return Decoded.show(
        new CsvFormat().decoder(TestConfig.NONE, fields), fields, TestRecords.of(payloads));
  }

  @Test
  void shouldReadFieldsInTheOrderOfTheColumns() throws Exception {
    assertThat(
            read(
                FIELDS,
                "d1,21.5,1700000000000",
                "\uFEFFd2,,\r\n",
                "\"\",1,2026-11-20T10:00:00Z,more",
                "\"a,\"\"b\"\"\nc\",-0",
                "x,1\ny,2\n\nz,3"))
        .containsExactly(
            "[d1, 21.5, 2023-11-14T22:13:20Z]",
            "[d2, null, null]",
            "[, 1.0, 2026-11-20T10:00:00Z]",
            "[a,\"b\"\nc, -0.0, null]",
            "[x, 1.0, null]",
            "[y, 2.0, null]",
            "[z, 3.0, null]");
  }

  @Test
  void shouldReadByTheNamesOfAHeader() throws Exception {
    assertThat(
            read(
                FIELDS,
                "\u001Dts,\"device\",x\u001D5,d1,9",
                "\u001Ddevice,temp\u001Dd2,7",
                "d3,8,9",
                "\u001Da,b\u001D1,2"))
        .containsExactly(
            "[d1, null, 1970-01-01T00:00:00.005Z]",
            "[d2, 7.0, null]",
            "[d3, 8.0, 1970-01-01T00:00:00.009Z]",
            "!the file's header names no column: found \"a,b\", expected device, temp, ts");
  }

  @Test
  void shouldRejectWithAReason() throws Exception {
    assertThat(read(FIELDS, "d,hot", "", "\"d", "\"d\"x,1", "a\"b,1", "a,\"\""))
        .containsExactly(
            "!temp: found \"hot\", expected a finite double",
            "!empty payload, expected a CSV record",
            "!not CSV: field 1: found no closing quote",
            "!not CSV: field 1: found text behind the closing quote, expected a separator;"
                + " a quote within quotes is doubled",
            "!not CSV: field 1: found a quote within a field that does not start with one;"
                + " put the field in quotes and double the quote",
            "!temp: found \"\", expected a finite double");
  }

  @Test
  void shouldTakeTextForEveryTypeAlsoWhenStrict() throws Exception {
    List<InputField> fields =
        List.of(
            strict("i", DataType.INT),
            strict("b", DataType.BOOLEAN),
            strict("m", new DataType.Decimal(5, 2)),
            strict("y", DataType.DATE),
            strict("s", DataType.STRING));
    assertThat(read(fields, "7,true,1.5,2026-11-20,05", "7.0,true,1.5,2026-11-20,x"))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("[7, true, 1.50, 2026-11-20, 05]"),
            row -> assertThat(row).startsWith("!i: found \"7.0\", expected an int"));
  }

  @Test
  void shouldReadBackWhatItWrote() throws Exception {
    Random random = new Random(5);
    TestConfig config = new TestConfig(Map.of("separator", ";"));
    List<InputField> fields =
        List.of(
            field("a", DataType.STRING), field("b", DataType.STRING), field("n", DataType.LONG));
    Schema schema = new Schema(fields.stream().map(InputField::field).toList());
    Encoder encoder = new CsvFormat().encoder(config, schema);
    for (int i = 0; i < 5000; i++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int column = 0; column < 2; column++) {
        StringBuilder text = new StringBuilder();
        for (int c = random.nextInt(5); c > 0; c--) {
          text.append("a;\"\n\r, é".charAt(random.nextInt(8)));
        }
        values.add(random.nextInt(5) == 0 ? null : text.toString());
      }
      values.add(random.nextLong());
      String csv = Batches.encode(encoder, Batches.row(schema, values.toArray()), null);
      assertThat(Decoded.show(new CsvFormat().decoder(config, fields), fields, TestRecords.of(csv)))
          .as(csv)
          .containsExactly(values.toString());
    }
  }

  @Test
  void shouldWriteAHeaderAndTheId() throws Exception {
    Schema schema =
        Schema.of(
            Field.of("a,b", DataType.STRING),
            Field.hidden("h", DataType.LONG),
            Field.of("t", DataType.TIMESTAMP),
            Field.of("r", new DataType.Array(DataType.STRING)));
    Encoder encoder = new CsvFormat().encoder(TestConfig.NONE, schema);
    assertThat(encoder.fileHeader(true)).isEqualTo("\"a,b\",t,r,_id");
    assertThat(encoder.fileHeader(false)).isEqualTo("\"a,b\",t,r");
    assertThat(
            Batches.encode(
                encoder,
                Batches.row(schema, "", 1L, Instant.EPOCH, Arrays.asList("x", null)),
                "g/1/p/s/1"))
        .isEqualTo("\"\",1970-01-01T00:00:00.000Z,\"[\"\"x\"\",null]\",g/1/p/s/1");
  }

  @Test
  void shouldRefuseWhatItCannotDo() {
    TestConfig quote = new TestConfig(Map.of("separator", "\""));
    assertThatThrownBy(() -> new CsvFormat().decoder(quote, FIELDS))
        .hasMessage(
            "separator: found '\"', expected one ASCII character such as ; or the word tab");
    List<InputField> array = List.of(field("a", new DataType.Array(DataType.INT)));
    assertThatThrownBy(() -> new CsvFormat().decoder(TestConfig.NONE, array))
        .hasMessageContaining("column a: array<int>: a CSV field holds one plain value");
  }
}
