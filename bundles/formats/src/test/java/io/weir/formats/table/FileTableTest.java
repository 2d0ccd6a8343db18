package io.weir.formats.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.api.connector.TableType;
import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.formats.TestConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTableTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("device", DataType.STRING),
          Field.of("priority", DataType.INT),
          Field.of("site", DataType.STRING));

  private static List<String> read(TableType type, String content) throws Exception {
    Config config = new TestConfig(Map.of("path", Path.of("priorities.x")));
    try (Table table = type.open(new Context(config), SCHEMA)) {
      Batch batch = table.read(content.getBytes(UTF_8));
      List<String> rows = new ArrayList<>();
      for (int row = 0; row < batch.size(); row++) {
        int at = row;
        rows.add(
            batch.columns().stream().map(c -> String.valueOf(c.value(at))).toList().toString());
      }
      return rows;
    }
  }

  @Test
  void shouldReadCsvByItsHeader() throws Exception {
    assertThat(
            read(
                new CsvTableType(),
                "\uFEFFsite,priority,device,x\r\n\"a\nb\",3,d1,\r\n\r\n\"\",,\"d\"\"2\",9\n"))
        .containsExactly("[d1, 3, a\nb]", "[d\"2, null, ]");
    assertThat(read(new CsvTableType(), "device,priority,site")).isEmpty();
  }

  @Test
  void shouldReadJsonAsArrayOrLines() throws Exception {
    List<String> rows = List.of("[d1, 3, null]", "[d2, 4, s]");
    assertThat(
            read(
                new JsonTableType(),
                "[{\"device\":\"d1\",\"priority\":3},\n{\"device\":\"d2\",\"priority\":\"4\",\"site\":\"s\",\"z\":[]}]"))
        .isEqualTo(rows);
    assertThat(
            read(
                new JsonTableType(),
                "\uFEFF{\"device\":\"d1\",\"priority\":3}\r\n\r\n{\"device\":\"d2\",\"priority\":4,\"site\":\"s\"}"))
        .isEqualTo(rows);
    assertThat(read(new JsonTableType(), "[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          device,priority,site#d1,3,s#d2,high,s  | line 3: priority: found "high", expected an int, -2147483648 to 2147483647
          device,priority,site#"d#1",3,s#d2,x,s  | line 4: priority: found "x", expected an int, -2147483648 to 2147483647
          device,prio,site#d1,3,s                | line 1: found the columns device, prio, site, expected a column priority
          device,priority,site#d1,3              | line 2: found 2 fields, expected 3 as in the header
          device,priority,site#d1,3,"s           | line 2: field 3: found no closing quote
          ~~                                     | line 1: found no header, expected the names of the columns
          """)
  void shouldRefuseCsvAsAWhole(String content, String expected) {
    assertThatThrownBy(() -> read(new CsvTableType(), content.replace('#', '\n')))
        .isInstanceOf(TableException.class)
        .hasMessage("priorities.x, " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [{"priority":1},#{"priority":1.5}]  | line 2: priority: found 1.5, expected an int, -2147483648 to 2147483647
          [{"priority":1},#5]                 | line 2: found 5, expected a JSON object
          {"priority":1}#{"priority"          | line 2: not JSON at column
          ~~                                  | line 1: found nothing, expected an array of JSON objects
          [] []                               | line 1: found more behind the end of the array
          """)
  void shouldRefuseJsonAsAWhole(String content, String expected) {
    assertThatThrownBy(() -> read(new JsonTableType(), content.replace('#', '\n')))
        .isInstanceOf(TableException.class)
        .hasMessageStartingWith("priorities.x, " + expected);
  }

  /** A context that has a configuration only. */
  private record Context(Config config) implements ConnectorContext {
    @Override
    public String pipeline() {
      return "p";
    }

    @Override
    public String name() {
      return "priorities";
    }

    @Override
    public String gatewayId() {
      return "gw";
    }

    @Override
    public Clock clock() {
      return Clock.system();
    }

    @Override
    public void signal() {}

    @Override
    public void report(Health state, String message) {}
  }
}
