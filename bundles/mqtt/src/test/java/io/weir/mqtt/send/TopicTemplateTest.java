package io.weir.mqtt.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics with columns. */
class TopicTemplateTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("site", DataType.STRING),
          Field.of("n", DataType.LONG),
          Field.of("on", DataType.BOOLEAN),
          Field.of("price", new DataType.Decimal(20, 2)),
          Field.of("ts", DataType.TIMESTAMP),
          Field.of("day", DataType.DATE),
          Field.of("mean", DataType.DOUBLE));

  @Test
  void shouldFillColumnsIn() {
    assertThat(
            topic(
                "a/{site}/{N}/{on}/{price}/{ts}/{day}",
                "north",
                7L,
                true,
                new BigDecimal("100000000000000000.10"),
                Instant.EPOCH,
                LocalDate.EPOCH,
                0.5))
        .isEqualTo("a/north/7/true/100000000000000000.10/1970-01-01T00:00:00Z/1970-01-01");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "a+b, a%2Bb",
    "a#b, a%23b",
    "100%, 100%",
    "Größe €, Größe €",
    "'', _",
    "_, _",
    "$SYS, $SYS",
  })
  void shouldEncodeWhatATopicMayNotHold(String value, String encoded) {
    assertThat(topic("{site}", value)).isEqualTo(encoded);
  }

  @Test
  void shouldEncodeNulAndNull() {
    assertThat(topic("x/{site}", "a\0b")).isEqualTo("x/a%00b");
    assertThat(topic("x/{site}", (Object) null)).isEqualTo("x/_");
  }

  @Test
  void shouldCutLongValuesBetweenCharacters() {
    String topic = topic("{site}", "x" + "€".repeat(5_000));
    assertThat(topic.getBytes(StandardCharsets.UTF_8)).hasSize(4_096); // 1 + 1365 * 3
    assertThat(topic).matches("x€+");
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "a/{sit}, 'names the column ''sit''; expected one of site, n,'",
    "a/{site, without }",
    "a/}, '''}'''",
    "a/#, '''#'''",
    "a/+/b, '''+'''",
    "{mean}, 'of type double; expected a string'",
  })
  void shouldSayWhatIsWrong(String template, String problem) {
    assertThatThrownBy(() -> TopicTemplate.parse(template, SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  private static String topic(String template, Object... values) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < SCHEMA.size(); i++) {
      ColumnBuilder builder = ColumnBuilder.of(SCHEMA.field(i).type());
      builder.append(i < values.length ? values[i] : null);
      columns.add(builder.build());
    }
    ByteSink target = new ByteSink();
    TopicTemplate.parse(template, SCHEMA).write(new Batch(SCHEMA, columns, 1), 0, target);
    return new String(target.toByteArray(), StandardCharsets.UTF_8);
  }
}
