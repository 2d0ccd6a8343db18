package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFunctionsTest {

  @Test
  void shouldChangeTexts() {
    assertThat(eval("upper", "Spark")).isEqualTo("SPARK");
    assertThat(eval("LCASE", "Spark")).isEqualTo("spark");
    assertThat(eval("initcap", "sPark sql")).isEqualTo("Spark Sql");
    assertThat(eval("replace", "ABCabc", "abc", "DEF")).isEqualTo("ABCDEF");
    assertThat(eval("replace", "ABCabc", "abc")).isEqualTo("ABC");
    assertThat(eval("translate", "AaBbCc", "abc", "123")).isEqualTo("A1B2C3");
    assertThat(eval("repeat", "123", 2)).isEqualTo("123123");
    assertThat((String) eval("repeat", "123", Integer.MAX_VALUE)).startsWith("!repeat: the result");
    assertThat(eval("lpad", "hi", 5, "??")).isEqualTo("???hi");
    assertThat(eval("lpad", "hi", 1, "??")).isEqualTo("h");
    assertThat(eval("rpad", "hi", 5)).isEqualTo("hi   ");
    assertThat(eval("reverse", "Spark")).isEqualTo("krapS");
    assertThat(eval("trim", "  SQL  ")).isEqualTo("SQL");
    assertThat(eval("ltrim", "  SQL ")).isEqualTo("SQL ");
    assertThat(eval("rtrim", "LQSa", "SSparkSQLS")).isEqualTo("SSpark");
    assertThat(eval("btrim", "SSparkS", "S")).isEqualTo("park");
    assertThat(eval("upper", nul(DataType.STRING))).isNull();
    assertThat(eval("upper", 12)).isEqualTo("12");
  }

  @Test
  void shouldCutTexts() {
    assertThat(eval("substring", "Spark SQL", 5)).isEqualTo("k SQL");
    assertThat(eval("substring", "Spark SQL", -3)).isEqualTo("SQL");
    assertThat(eval("substr", "Spark SQL", 5, 1)).isEqualTo("k");
    assertThat(eval("substring", "Spark", 0, 2)).isEqualTo("Sp");
    assertThat(eval("substring", "abc", -5, 3)).isEqualTo("a");
    assertThat(eval("substring", "a\uD83D\uDE00b", 2, 1)).isEqualTo("\uD83D\uDE00");
    assertThat(eval("left", "Spark SQL", 3)).isEqualTo("Spa");
    assertThat(eval("right", "Spark SQL", 3)).isEqualTo("SQL");
    assertThat(eval("substring_index", "www.apache.org", ".", 2)).isEqualTo("www.apache");
    assertThat(eval("substring_index", "www.apache.org", ".", -2)).isEqualTo("apache.org");
    assertThat(eval("split_part", "11.12.13", ".", 3)).isEqualTo("13");
    assertThat(eval("split_part", "11.12.13", ".", -5)).isEqualTo("");
    assertThat((String) eval("split_part", "11.12.13", ".", 0)).startsWith("!split_part");
    assertThat(eval("split", "oneAtwoBthreeC", "[ABC]"))
        .isEqualTo(List.of("one", "two", "three", ""));
    assertThat(eval("split", "oneAtwoBthreeC", "[ABC]", 2)).isEqualTo(List.of("one", "twoBthreeC"));
  }

  @Test
  void shouldMeasureTexts() {
    assertThat(eval("length", "Spark SQL ")).isEqualTo(10);
    assertThat(eval("length", "a\uD83D\uDE00")).isEqualTo(2);
    assertThat(eval("octet_length", "é")).isEqualTo(2);
    assertThat(eval("instr", "SparkSQL", "SQL")).isEqualTo(6);
    assertThat(eval("locate", "bar", "foobarbar", 5)).isEqualTo(7);
    assertThat(eval("position", "x", "foobar")).isEqualTo(0);
    assertThat(eval("startswith", "Spark SQL", "Spark")).isEqualTo(true);
    assertThat(eval("endswith", "Spark SQL", "Spark")).isEqualTo(false);
    assertThat(eval("contains", "Spark SQL", nul(DataType.STRING))).isNull();
    assertThat(eval("ascii", "222")).isEqualTo(50);
    assertThat(eval("levenshtein", "kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void shouldJoinTexts() {
    assertThat(eval("||", "a", 1)).isEqualTo("a1");
    assertThat(eval("concat", "a", "b", "c")).isEqualTo("abc");
    assertThat(eval("concat", "a", nul(DataType.STRING))).isNull();
    assertThat(eval("concat", call("array", 1, 2), call("array", 3L)))
        .isEqualTo(List.of(1L, 2L, 3L));
    assertThat(eval("concat_ws", "-", "a", null, "b")).isEqualTo("a-b");
    assertThat(eval("concat_ws", "/", "foo", call("array", "x", null, "y"))).isEqualTo("foo/x/y");
    assertThat(eval("concat_ws", nul(DataType.STRING), "b")).isNull();
  }

  @Test
  void shouldMatchPatterns() {
    assertThat(eval("like", "Spark", "_park")).isEqualTo(true);
    assertThat(eval("like", "Spark", "%ar%")).isEqualTo(true);
    assertThat(eval("like", "Spark", "Sp%")).isEqualTo(true);
    assertThat(eval("like", "Spark", "%rk")).isEqualTo(true);
    assertThat(eval("like", "Spark", "S%k")).isEqualTo(true);
    assertThat(eval("like", "Spark", "spark")).isEqualTo(false);
    assertThat(eval("ilike", "Spark", "spark")).isEqualTo(true);
    assertThat(eval("like", "a%b", "a\\%b")).isEqualTo(true);
    assertThat(eval("like", "axb", "a\\%b")).isEqualTo(false);
    assertThat(eval("like", "a_b", "a#_b", "#")).isEqualTo(true);
    assertThat(eval("like", "a\nb", "a%b")).isEqualTo(true);
    assertThat(eval("like", "a.c", "a.c")).isEqualTo(true);
    assertThat(eval("like", "abc", "a.c")).isEqualTo(false);
    assertThat(eval("like", "", "%")).isEqualTo(true);
    assertThat((String) eval("like", "a", "a\\x")).startsWith("!LIKE 'a\\x'");
    assertThat(eval("rlike", "%SystemDrive%\\Users", "\\w+Dr")).isEqualTo(true);
    assertThat(refused("rlike", "a", "(")).startsWith("rlike: '(' is not a regular expression");
    assertThat((String) eval("rlike", "a", call("concat", "(", "")))
        .startsWith("!'(' is not a regular expression");
    assertThat(eval("regexp_extract", "100-200", "(\\d+)-(\\d+)", 2)).isEqualTo("200");
    assertThat(eval("regexp_extract", "x", "(\\d+)", 1)).isEqualTo("");
    assertThat((String) eval("regexp_extract", "x", "x", 1)).startsWith("!regexp_extract: group 1");
    assertThat(eval("regexp_replace", "100-200", "(\\d+)", "num")).isEqualTo("num-num");
    assertThat(eval("regexp_count", "a1b22", "\\d+")).isEqualTo(2);
    assertThat(eval("regexp_substr", "a1b22", "\\d\\d")).isEqualTo("22");
  }

  @Test
  void shouldDigestTexts() {
    assertThat(eval("md5", "Spark")).isEqualTo("8cde774d6f7333752ed72cacddb05126");
    assertThat(eval("sha2", "Spark", 256))
        .isEqualTo("529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b");
    assertThat(eval("crc32", "Spark")).isEqualTo(1557323817L);
    assertThat(eval("base64", "Spark SQL")).isEqualTo("U3BhcmsgU1FM");
    assertThat(eval("bin", 13)).isEqualTo("1101");
  }

  @Test
  void shouldRefuseWrongArguments() {
    assertThat(refused("upper")).isEqualTo("upper(text): 0 arguments, expected 1");
    assertThat(refused("substring", "a", 1.5)).contains("argument 2").contains("expected int");
    assertThat(refused("uper", "a")).contains("did you mean upper?");
    assertThat(refused("length", call("array", 1))).contains("is array<int>, expected string");
  }
}
