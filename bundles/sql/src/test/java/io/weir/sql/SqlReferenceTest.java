package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlReferenceTest {

  static Stream<SqlReference.Construct> constructs() {
    return SqlReference.supported().stream();
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void shouldGiveExamplesThatCompile(SqlReference.Construct construct) throws SqlException {
    assertThat(SqlFixture.compile(construct.example()).schema().size()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldNameTypesThatCastTakes(String name) throws SqlException {
    assertThat(SqlFixture.value("CAST(NULL AS " + name + ")"))
        .isEqualTo("NULL : " + SqlReference.types().get(name));
  }

  static Stream<String> types() {
    return SqlReference.types().keySet().stream();
  }

  @Test
  void shouldListWhatIsRefused() {
    assertThat(SqlReference.refused())
        .containsEntry("EXCEPT", "use LEFT ANTI JOIN")
        .containsKeys("SORT BY", "TABLESAMPLE", "PIVOT");
  }
}
