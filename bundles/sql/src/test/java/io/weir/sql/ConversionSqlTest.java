package io.weir.sql;

import static io.weir.sql.SqlFixture.refusedAt;
import static io.weir.sql.SqlFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConversionSqlTest {

  @Test
  void shouldConvertByFunctionsOfTheTypesName() throws Exception {
    assertThat(value("double(id)")).isEqualTo("cast(id AS double) : double");
    assertThat(value("bigint('7')")).isEqualTo("cast('7' AS long) : long");
    assertThat(value("decimal(id)")).isEqualTo("cast(id AS decimal(10,0)) : decimal(10,0)");
    assertThat(value("int(NULL)")).isEqualTo("NULL : int");
    assertThat(value("date(day)")).isEqualTo("day : date");
    assertThat(refusedAt("SELECT «date(id)» AS d FROM events"))
        .isEqualTo("cannot cast id, which is int, to date");
    assertThat(refusedAt("SELECT «int(id, 1)» AS d FROM events"))
        .isEqualTo("int(a): 2 arguments, expected 1");
  }
}
