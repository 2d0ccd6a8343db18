package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.dec;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.lit;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static io.weir.operators.function.Scene.ts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.expr.Expr;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFunctionsTest {

  private static DataType struct(Object... namesAndTypes) {
    Field[] fields = new Field[namesAndTypes.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Field.of((String) namesAndTypes[2 * i], (DataType) namesAndTypes[2 * i + 1]);
    }
    return new DataType.Struct(List.of(fields));
  }

  private static String read(String json, DataType type) {
    return String.valueOf(eval("from_json", json, nul(type)));
  }

  @Test
  void shouldFollowPaths() {
    String json = "{\"a\":{\"b\":[1,{\"c\":\"x\\u0041\\n\"},null]},\"d e\":true,\"n\":-1.5e3}";
    assertThat(eval("get_json_object", json, "$.a.b[0]")).isEqualTo("1");
    assertThat(eval("get_json_object", json, "$.a.b[1].c")).isEqualTo("xA\n");
    assertThat(eval("get_json_object", json, "$.a.b[1]")).isEqualTo("{\"c\":\"xA\\n\"}");
    assertThat(eval("get_json_object", json, "$.a.b")).isEqualTo("[1,{\"c\":\"xA\\n\"},null]");
    assertThat(eval("get_json_object", json, "$.a.b[3]")).isNull();
    assertThat(eval("get_json_object", json, "$['d e']")).isEqualTo("true");
    assertThat(eval("get_json_object", json, "$.n")).isEqualTo("-1500.0");
    assertThat(eval("get_json_object", json + ",", "$.n")).isEqualTo("-1500.0");
    assertThat(eval("get_json_object", "{'a':\"b\"}", "$")).isEqualTo("{\"a\":\"b\"}");
    assertThat(eval("get_json_object", "{\"a\":null,\"a\":2}", "$.a")).isEqualTo("2");
    assertThat(eval("get_json_object", "null", "$")).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,}",
        "{\"a\":01}",
        "{a:1}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":1",
        "{\"a\":\"x",
        "{\"a\":\"\\x\"}",
        "{\"a\":NaN}",
        ""
      })
  void shouldFindNothingInBrokenJson(String json) {
    assertThat(eval("get_json_object", json, "$.a")).isNull();
    assertThat(eval("json_object_keys", json)).isNull();
  }

  @Test
  void shouldEndDeepNestingAndOtherPaths() {
    assertThat(eval("get_json_object", "[".repeat(100_000), "$.a")).isNull();
    for (String path : List.of("a", "$.", "$..a", "$.a[-1]", "$.*", "$['*']", "$ .a")) {
      assertThat(eval("get_json_object", "{\"a\":[1]}", path)).as(path).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"a\":[{\"b\":1},{\"b\":\"x\"}]};$.a[*].b;[1,\"x\"]",
        "{\"a\":[{\"b\":1},{\"c\":2}]};$.a[*].b;1",
        "{\"a\":[\"x\"]};$.a[*];\"x\"",
        "{\"a\":[[\"x\"],[\"y\"]]};$.a[*][*];[\"x\",\"y\"]",
        "{\"a\":[[\"x\"],[\"y\"]]};$.a[0][*];[\"x\"]",
        "{\"a\":[[\"x\"],[\"y\"]]};$.a[*][0];[\"x\",\"y\"]",
        "{\"a\":[{\"b\":[\"x\",\"y\"]},{\"b\":[\"z\"]}]};$.a[*].b[*];[[\"x\",\"y\"],[\"z\"]]",
        "[[1,2],[3]];$[*][*];[1,2,3]"
      })
  void shouldTakeAllByStars(String json, String path, String found) {
    assertThat(eval("get_json_object", json, path)).isEqualTo(found);
    assertThat(eval("get_json_object", "{\"a\":[]}", "$.a[*]")).isNull();
  }

  @Test
  void shouldTellLengthsAndNames() {
    assertThat(eval("json_array_length", " [1, [2], {}] x")).isEqualTo(3);
    assertThat(eval("json_array_length", "{}")).isNull();
    assertThat(eval("json_array_length", "[1,2")).isNull();
    assertThat(eval("json_object_keys", "{\"a\":1,\"b\":{\"c\":2},\"a\":3}"))
        .isEqualTo(List.of("a", "b", "a"));
    assertThat(eval("json_object_keys", "[1]")).isNull();
    String json = "{\"a\":1,\"b\":{\"c\":2.50},\"a\":\"x\",\"n\":null}";
    assertThat(eval("json_tuple", json, "a", "b", "n", "none"))
        .hasToString("{c0=x, c1={\"c\":2.5}, c2=null, c3=null}");
    assertThat(eval("json_tuple", "{\"a\":1", "a")).hasToString("{c0=null}");
  }

  @Test
  void shouldReadValues() {
    DataType type =
        struct(
            "i",
            DataType.INT,
            "l",
            DataType.LONG,
            "x",
            DataType.DOUBLE,
            "f",
            DataType.FLOAT,
            "s",
            DataType.STRING,
            "b",
            DataType.BOOLEAN,
            "d",
            new DataType.Decimal(5, 2),
            "day",
            DataType.DATE,
            "t",
            DataType.TIMESTAMP);
    assertThat(
            read(
                "{\"i\":1,\"l\":3000000000,\"x\":1,\"f\":\"-INF\",\"s\":{\"u\": 1.50},\"b\":true,"
                    + "\"d\":-1.005,\"day\":\"2026-1-2\",\"t\":1,\"i2\":5}",
                type))
        .isEqualTo(
            "{i=1, l=3000000000, x=1.0, f=-Infinity, s={\"u\":1.5}, b=true, d=-1.01,"
                + " day=2026-01-02, t=1970-01-01T00:00:01Z}");
    assertThat(
            read(
                "{\"i\":\"1\",\"l\":1.0,\"x\":\"1\",\"f\":true,\"s\":null,\"b\":1,\"d\":1000,"
                    + "\"day\":20000,\"t\":1.5}",
                type))
        .isEqualTo("{i=null, l=null, x=null, f=null, s=null, b=null, d=null, day=null, t=null}");
    assertThat(read("{\"x\":NaN,\"f\":+Infinity,\"s\":NaN}", type))
        .contains("x=NaN, f=Infinity, s=\"NaN\"");
  }

  @Test
  void shouldReadArraysAndStructs() {
    DataType inner = struct("b", DataType.INT, "c", DataType.INT);
    DataType outer = struct("a", new DataType.Array(inner), "n", new DataType.Array(DataType.INT));
    assertThat(read("{\"a\":[{\"b\":\"x\",\"c\":1},null],\"n\":[1,\"x\"]}", outer))
        .isEqualTo("{a=[{b=null, c=1}, null], n=null}");
    assertThat(read("{\"a\":{\"b\":1},\"n\":[1,null]}", outer)).isEqualTo("{a=null, n=[1, null]}");
    assertThat(read("{\"c\":1}", new DataType.Array(inner))).isEqualTo("[{b=null, c=1}]");
    assertThat(read("[1,\"x\"]", new DataType.Array(DataType.INT))).isEqualTo("null");
    assertThat(read("[{\"b\":1}]", inner)).isEqualTo("{b=null, c=null}");
    assertThat(read("null", inner)).isEqualTo("{b=null, c=null}");
    assertThat(read("{\"b\":1,\"c\":2", inner)).isEqualTo("{b=null, c=null}");
    assertThat(read("{\"b\":1,\"b\":2} x", inner)).isEqualTo("{b=2, c=null}");
    assertThat(read(" ", inner)).isEqualTo("null");
    DataType marked = struct("b", DataType.INT, "_corrupt_record", DataType.STRING);
    assertThat(read("{\"b\":\"x\"}", marked)).isEqualTo("{b=null, _corrupt_record={\"b\":\"x\"}}");
    assertThat(read("{\"b\":1}", marked)).isEqualTo("{b=1, _corrupt_record=null}");
  }

  @Test
  void shouldReadByOptions() {
    Expr type = nul(struct("a", DataType.INT));
    assertThat(eval("from_json", "{\"a\":1}", type, "mode", "failfast")).hasToString("{a=1}");
    assertThat(eval("from_json", "{\"a\":\"x\"}", type, "mode", "FAILFAST"))
        .isEqualTo("!from_json: {\"a\":\"x\"} is not struct<a:int>");
    assertThat(eval("from_json", "", type, "mode", "FAILFAST")).isNull();
    assertThat(refused("from_json", "{}", type, "mode", "DROPMALFORMED"))
        .endsWith("mode 'DROPMALFORMED'; expected PERMISSIVE or FAILFAST");
    assertThat(refused("from_json", "{}", type, "modus", "x")).contains("no option 'modus'");
    assertThat(refused("from_json", "{}", type, "dateFormat", "bbb")).contains("is not a pattern");
    assertThat(refused("from_json", "{}", "a INT")).contains("as a constant text");
    Expr day = nul(struct("a", DataType.DATE));
    assertThat(eval("from_json", "{\"a\":\"20.11.2026\"}", day, "dateFormat", "dd.MM.yyyy"))
        .hasToString("{a=2026-11-20}");
  }

  @Test
  void shouldWriteValues() {
    Expr struct =
        call(
            "named_struct",
            "a\"",
            1,
            "n",
            nul(DataType.INT),
            "d",
            dec("1.50"),
            "x",
            1e20,
            "y",
            Double.NaN,
            "s",
            "ä\"\\\u0001\n/",
            "b",
            new byte[] {97, 98},
            "day",
            LocalDate.of(2026, 11, 20),
            "t",
            ts("2026-11-20T10:00:00.123456Z"));
    assertThat(eval("to_json", struct))
        .isEqualTo(
            "{\"a\\\"\":1,\"d\":1.50,\"x\":1.0E20,\"y\":\"NaN\",\"s\":\"ä\\\"\\\\\\u0001\\n/\","
                + "\"b\":\"YWI=\",\"day\":\"2026-11-20\",\"t\":\"2026-11-20T10:00:00.123Z\"}");
    assertThat(eval("to_json", struct, "ignoreNullFields", "false", "dateFormat", "dd.MM."))
        .asString()
        .contains("\"n\":null", "\"day\":\"20.11.\"");
    assertThat(
            eval(
                "to_json",
                call("array", call("array", 1, null), nul(new DataType.Array(DataType.INT)))))
        .isEqualTo("[[1,null],null]");
    assertThat(eval("to_json", nul(struct("a", DataType.INT)))).isNull();
    assertThat(refused("to_json", lit(1))).endsWith("expected a struct or an array");
    assertThat(refused("to_json", struct, "mode", "x")).contains("no option 'mode'");
  }
}
