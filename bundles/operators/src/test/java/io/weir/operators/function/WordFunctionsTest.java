package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.dec;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static io.weir.operators.function.Scene.ts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFunctionsTest {

  @Test
  void shouldChooseTheNth() {
    assertThat(eval("elt", 2, "a", 1)).isEqualTo("1");
    assertThat(eval("elt", 1, nul(DataType.STRING), "b")).isNull();
    assertThat(eval("elt", nul(DataType.INT), "a", "b")).isNull();
    assertThat(eval("elt", 3, "a", "b")).isEqualTo("!elt: value 3 of 2");
    assertThat(eval("elt", 0, "a", "b")).isEqualTo("!elt: value 0 of 2");
    assertThat(eval("find_in_set", "", "a,,c")).isEqualTo(2);
    assertThat(eval("find_in_set", "a,b", "a,b")).isEqualTo(0);
    assertThat(eval("find_in_set", "", "")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Robert, R163", "Ashcraft, A261", "Tymczak, T522", "Pfister, P236", "Honeyman, H555",
    "O'Hara, O600", "abc def, A123", "1a, 1a", "ä, ä", "'', ''"
  })
  void shouldTellHowAWordSounds(String word, String sound) {
    assertThat(eval("soundex", word)).isEqualTo(sound);
  }

  @Test
  void shouldCheckAndMask() {
    assertThat(eval("luhn_check", "79927398713")).isEqualTo(true);
    assertThat(eval("luhn_check", "79927398714")).isEqualTo(false);
    assertThat(eval("luhn_check", "")).isEqualTo(false);
    assertThat(eval("luhn_check", "0x")).isEqualTo(false);
    assertThat(eval("mask", "AbCD123-€Ä")).isEqualTo("XxXXnnn-€X");
    assertThat(eval("mask", "AbC1-", null, "q", "d", "o")).isEqualTo("AqCdo");
    assertThat(eval("mask", nul(DataType.STRING), "X")).isNull();
    assertThat(refused("mask", "Ab", "XY")).endsWith("expected a constant character or NULL");
  }

  @Test
  void shouldOverlay() {
    assertThat(eval("overlay", "Spark SQL", "CORE", 7)).isEqualTo("Spark CORE");
    assertThat(eval("overlay", "Spark SQL", "ANSI ", 7, 0)).isEqualTo("Spark ANSI SQL");
    assertThat(eval("overlay", "abc", "X", 0)).isEqualTo("Xabc");
    assertThat(eval("overlay", "abc", "X", -2, 1)).isEqualTo("Xc");
    assertThat(eval("overlay", "abc", "X", 10)).isEqualTo("abcX");
    assertThat(eval("overlay", "äöü", "X", 2, 1)).isEqualTo("äXü");
  }

  @Test
  void shouldFormatValues() {
    assertThat(eval("format_string", "%d %s %5.2f|%-5s|%05d", 100, "days", 3.14159, "a", 42))
        .isEqualTo("100 days  3.14|a    |00042");
    assertThat(eval("printf", "%s %s", LocalDate.of(2026, 1, 1), ts("2026-01-01T00:00:00Z")))
        .isEqualTo("20454 1767225600000000");
    assertThat(eval("format_string", "%s %d", dec("1.50"), nul(DataType.INT)))
        .isEqualTo("1.50 null");
    assertThat(eval("format_string", nul(DataType.STRING), 1)).isNull();
    assertThat(eval("format_string", "%d", 1.5))
        .isEqualTo("!format_string: '%d': d != java.lang.Double");
    assertThat((String) eval("format_string", "%.2f", dec("1.5"))).startsWith("!format_string");
    assertThat((String) eval("format_string", "%s %s", "a")).startsWith("!format_string");
    assertThat(refused("format_string", "%s", call("array", 1))).contains("expected a number");
  }

  @Test
  void shouldFormatNumbers() {
    assertThat(eval("format_number", 12332.45, 1)).isEqualTo("12,332.5");
    assertThat(eval("format_number", 12332.5, 0)).isEqualTo("12,332");
    assertThat(eval("format_number", dec("12345678901234567890.125"), 2))
        .isEqualTo("12,345,678,901,234,567,890.12");
    assertThat(eval("format_number", Double.POSITIVE_INFINITY, 2)).isEqualTo("∞");
    assertThat(eval("format_number", 1234.5, "#,##0.00")).isEqualTo("1,234.50");
    assertThat(eval("format_number", 1234.5, "")).isEqualTo("1,234");
    assertThat(eval("format_number", 1234.5, -1)).isNull();
    assertThat(eval("format_number", null, 1)).isNull();
    assertThat((String) eval("format_number", 1.5, "#.#.#")).startsWith("!format_number: '#.#.#'");
    assertThat((String) eval("format_number", 1.5, 1001)).endsWith("expected at most 1000");
    assertThat(refused("format_number", "1.5", 1)).contains("expected a number");
  }

  @Test
  void shouldFindAllMatches() {
    String ranges = "100-200, 300-400";
    String regex = "(\\d+)-(\\d+)";
    assertThat(eval("regexp_extract_all", ranges, regex)).isEqualTo(List.of("100", "300"));
    assertThat(eval("regexp_extract_all", ranges, regex, 0))
        .isEqualTo(List.of("100-200", "300-400"));
    assertThat(eval("regexp_extract_all", "b", "(x)?b")).isEqualTo(List.of(""));
    assertThat(eval("regexp_extract_all", "abc", "x")).isEqualTo(List.of());
    assertThat(eval("regexp_extract_all", "abc", "b"))
        .isEqualTo("!regexp_extract_all: group 1 of a regular expression with 0 groups");
    assertThat(eval("regexp_instr", "äbc", "c")).isEqualTo(3);
    assertThat(eval("regexp_instr", "abc", "x", 5)).isEqualTo(0);
    assertThat(eval("regexp_replace", "abcabc", "b", "x", 3)).isEqualTo("abcaxc");
    assertThat(eval("regexp_replace", "abc", "c", "-", 3)).isEqualTo("ab-");
    assertThat(eval("regexp_replace", "abc", "b", "-", 10)).isEqualTo("abc");
    assertThat(eval("regexp_replace", "", "$", "-")).isEqualTo("-");
    assertThat((String) eval("regexp_replace", "abc", "b", "-", 0)).contains("position 0");
  }
}
