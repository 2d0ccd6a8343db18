package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr.Literal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Literals: the value and the type that Spark gives them. */
class LiteralSqlTest {

  private static Literal literal(String sql) throws SqlException {
    Plan.Project project = (Plan.Project) SqlFixture.compile("SELECT " + sql + " AS v FROM events");
    return (Literal) project.columns().get(0).expr();
  }

  private static Arguments decimal(String sql, String value, int precision, int scale) {
    return Arguments.of(sql, new BigDecimal(value), new DataType.Decimal(precision, scale));
  }

  private static Arguments time(String sql, String instant) {
    return Arguments.of("TIMESTAMP'" + sql + "'", Instant.parse(instant), DataType.TIMESTAMP);
  }

  static Stream<Arguments> literals() {
    return Stream.of(
        Arguments.of("5", 5, DataType.INT),
        Arguments.of("-5", -5, DataType.INT),
        Arguments.of("-2147483648", Integer.MIN_VALUE, DataType.INT),
        Arguments.of("2147483648", 2147483648L, DataType.LONG),
        Arguments.of("-9223372036854775808", Long.MIN_VALUE, DataType.LONG),
        decimal("9223372036854775808", "9223372036854775808", 19, 0),
        Arguments.of("5L", 5L, DataType.LONG),
        decimal("1.50", "1.50", 3, 2),
        decimal(".5", "0.5", 1, 1),
        decimal("0.01BD", "0.01", 2, 2),
        decimal("2BD", "2", 1, 0),
        decimal("1e2BD", "100", 3, 0),
        Arguments.of("1e3", 1000.0, DataType.DOUBLE),
        Arguments.of("1.5D", 1.5, DataType.DOUBLE),
        Arguments.of("1.5F", 1.5f, DataType.FLOAT),
        Arguments.of("NULL", null, DataType.STRING),
        Arguments.of("true", true, DataType.BOOLEAN),
        Arguments.of("'it\\'s'", "it's", DataType.STRING),
        Arguments.of("\"it's\"", "it's", DataType.STRING),
        Arguments.of("'a' 'b'", "ab", DataType.STRING),
        Arguments.of("r'a\\nb'", "a\\nb", DataType.STRING),
        Arguments.of("R\"a\\nb\"", "a\\nb", DataType.STRING),
        Arguments.of("'\\t\\n\\\\ \\%\\_ \\q'", "\t\n\\ \\%\\_ q", DataType.STRING),
        Arguments.of("'\\u0041\\101\\U0001F600'", "AA\uD83D\uDE00", DataType.STRING),
        Arguments.of("DATE'2026-11-20'", LocalDate.of(2026, 11, 20), DataType.DATE),
        Arguments.of("date '2026-1-2'", LocalDate.of(2026, 1, 2), DataType.DATE),
        Arguments.of("DATE'2026'", LocalDate.of(2026, 1, 1), DataType.DATE),
        time("2026-11-20 10:00:00", "2026-11-20T10:00:00Z"),
        time("2026-11-20T10:00:00.123456789", "2026-11-20T10:00:00.123456Z"),
        time("2026-11-20 10:00:00.5+01:00", "2026-11-20T09:00:00.500Z"),
        time("2026-11-20 10:00 Europe/Berlin", "2026-11-20T09:00:00Z"),
        time("1969-12-31 23:59:59Z", "1969-12-31T23:59:59Z"),
        time("2026-11-20", "2026-11-20T00:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void shouldBeTypedAsInSpark(String sql, @Nullable Object value, DataType type)
      throws SqlException {
    assertThat(literal(sql)).isEqualTo(new Literal(value, type));
  }

  @Test
  void shouldReadBytes() throws SqlException {
    assertThat((byte[]) literal("X'1FF'").value()).containsExactly(1, (byte) 0xFF);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldRefuseWhatIsNoLiteral(String marked, String reason) {
    assertThat(SqlFixture.refusedAt("SELECT " + marked + " FROM events")).isEqualTo(reason);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("«5S»", "a smallint such as 5S is not supported; write 5: the type is int"),
        Arguments.of("«9223372036854775808L»", "9223372036854775808L does not fit a long"),
        Arguments.of("'it'«'s'»", "two quotes in a row: write \\' for a quote inside text"),
        Arguments.of("«DATE'2026-02-30'»", "'2026-02-30' is not a date: there is no such day"),
        Arguments.of(
            "«TIMESTAMP'now'»",
            "'now' is not a timestamp; expected one such as TIMESTAMP'2026-11-20 10:00:00'"),
        Arguments.of("«X'0G'»", "X'0G': expected hexadecimal digits"),
        Arguments.of("«1e400»", "1e400 does not fit a double"),
        Arguments.of("«1e999999999999BD»", "1e999999999999 is out of range"),
        Arguments.of(
            "1 + «INTERVAL 5 SECONDS» * 2",
            "an INTERVAL can stand beside + or - of a timestamp, in a comparison with the"
                + " difference of two times, as the step of sequence(…), and in window(…), not here;"
                + " for other spans use timestampdiff(SECOND, a, b)"),
        Arguments.of(
            "at + INTERVAL «1.5» MINUTES",
            "1.5 MINUTES: only seconds may have a fraction, as in Spark"),
        Arguments.of(
            "at + INTERVAL «99999999999999» WEEKS",
            "the interval of 99999999999999 WEEKS is too long"),
        Arguments.of(
            "at + INTERVAL «'1:30' MINUTE TO SECOND»",
            "an interval from unit to unit is not supported; write INTERVAL 1 HOUR 30 MINUTES"));
  }
}
