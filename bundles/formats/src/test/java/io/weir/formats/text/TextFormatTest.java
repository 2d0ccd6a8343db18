package io.weir.formats.text;

import static io.weir.formats.Decoded.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.formats.Batches;
import io.weir.formats.Decoded;
import io.weir.formats.TestConfig;
import io.weir.formats.TestRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFormatTest {

  private static final List<InputField> FIELDS = List.of(field("value", DataType.STRING));
  private final TextFormat format = new TextFormat();

  @Test
  void shouldReadTheWholeRecord() throws Exception {
    TestRecords records =
        TestRecords.of(
            List.of("a b\n".getBytes(UTF_8), new byte[0], new byte[] {'x', (byte) 0xFF}));
    assertThat(Decoded.show(format.decoder(TestConfig.NONE, FIELDS), FIELDS, records))
        .containsExactly("[a b\n]", "[]", "!not UTF-8 at byte 1");
  }

  @Test
  void shouldWriteTheOneColumn() throws Exception {
    Schema schema = Schema.of(Field.of("v", DataType.STRING));
    assertThat(
            Batches.encode(format.encoder(TestConfig.NONE, schema), Batches.row(schema, "é"), "id"))
        .isEqualTo("é");
  }

  @Test
  void shouldRefuseOtherColumns() {
    List<InputField> number = List.of(field("value", DataType.INT));
    assertThatThrownBy(() -> format.decoder(TestConfig.NONE, number))
        .hasMessageContaining("exactly one column of type string");
  }
}
