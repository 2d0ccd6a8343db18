package io.weir.operators.function;

import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import org.junit.jupiter.api.Test;

class EncodingFunctionsTest {

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void shouldEncodeAndDecode() {
    assertThat(eval("encode", "aä", "UTF-16")).isEqualTo(bytes(0xFE, 0xFF, 0, 0x61, 0, 0xE4));
    assertThat(eval("encode", "aä", "iso-8859-1")).isEqualTo(bytes(0x61, 0xE4));
    assertThat(eval("encode", "aä", "US-ASCII"))
        .isEqualTo("!encode: 'aä' has characters that US-ASCII lacks");
    assertThat(refused("encode", "a", "latin1")).contains("no charset 'latin1'; expected one of");
    assertThat(eval("decode", bytes(0xC3, 0xA4), "utf-8")).isEqualTo("ä");
    assertThat(eval("decode", bytes(0x80), "utf-8")).isEqualTo("!decode: X'80' is not UTF-8");
    assertThat((String) eval("decode", bytes(0x61), "latin1")).startsWith("!no charset 'latin1'");
    assertThat(eval("decode", bytes(0x61), nul(DataType.STRING))).isNull();
  }

  @Test
  void shouldDecodeValues() {
    assertThat(eval("decode", 2, 1, "a", 2, "b")).isEqualTo("b");
    assertThat(eval("decode", 3, 1, "a", 2, "b")).isNull();
    assertThat(eval("decode", 3, 1, "a", "other")).isEqualTo("other");
    assertThat(eval("decode", nul(DataType.INT), 1, "a", null, "none")).isEqualTo("none");
    assertThat(eval("decode", 2, 1, 10, 2, 2.5)).isEqualTo(2.5);
  }

  @Test
  void shouldReadBytes() {
    assertThat(eval("to_binary", "abc")).isEqualTo(bytes(0x0A, 0xBC));
    assertThat(eval("to_binary", "YWJ", "base64")).isEqualTo(bytes(0x61, 0x62));
    assertThat(eval("to_binary", "YW Jj\n", "base64")).isEqualTo(bytes(0x61, 0x62, 0x63));
    assertThat(eval("to_binary", "ä", "UTF8")).isEqualTo(bytes(0xC3, 0xA4));
    assertThat((String) eval("to_binary", "YWJj=", "base64")).contains("expected base 64");
    assertThat((String) eval("to_binary", "YWJja", "base64")).contains("expected base 64");
    assertThat((String) eval("to_binary", "YW=", "base64")).contains("expected base 64");
    assertThat((String) eval("to_binary", "xyz", "hex"))
        .isEqualTo(
            "!to_binary: 'xyz', expected hexadecimal digits; use try_to_binary to get null"
                + " instead");
    assertThat((String) eval("to_binary", "a", "foo")).contains("no format 'foo'");
    assertThat(eval("try_to_binary", "xyz", "hex")).isNull();
    assertThat(eval("try_to_binary", "ab!", "base64")).isNull();
  }

  @Test
  void shouldEncodeUrls() {
    assertThat(eval("url_encode", "a b&c=ä/~*")).isEqualTo("a+b%26c%3D%C3%A4%2F%7E*");
    assertThat(eval("url_decode", "a+b%26")).isEqualTo("a b&");
    assertThat((String) eval("url_decode", "%zz")).startsWith("!url_decode: '%zz'");
    assertThat(eval("try_url_decode", "%zz")).isNull();
  }

  @Test
  void shouldValidateUtf8() {
    assertThat(eval("is_valid_utf8", bytes(0x61, 0xC2, 0x62))).isEqualTo(false);
    assertThat(eval("is_valid_utf8", "ä")).isEqualTo(true);
    assertThat(eval("make_valid_utf8", bytes(0x61, 0xC2, 0x62))).isEqualTo("a\uFFFDb");
    assertThat(eval("validate_utf8", bytes(0x61))).isEqualTo("a");
    assertThat((String) eval("validate_utf8", bytes(0x80))).startsWith("!validate_utf8: X'80'");
    assertThat(eval("try_validate_utf8", bytes(0x80))).isNull();
  }

  @Test
  void shouldTakeBytesAsTexts() {
    byte[] three = bytes(1, 2, 3);
    assertThat(eval("substring", three, 2, 1)).isEqualTo(bytes(2));
    assertThat(eval("substr", three, -2)).isEqualTo(bytes(2, 3));
    assertThat(eval("left", three, 9)).isEqualTo(three);
    assertThat(eval("lpad", bytes(1), 4, bytes(7, 8))).isEqualTo(bytes(7, 8, 7, 1));
    assertThat(eval("rpad", bytes(1), 3)).isEqualTo(bytes(1, 0, 0));
    assertThat(eval("rpad", three, 2)).isEqualTo(bytes(1, 2));
    assertThat(eval("lpad", bytes(0x61), 3, "b")).isEqualTo("bba");
    assertThat(eval("concat", bytes(1), bytes(2))).isEqualTo(bytes(1, 2));
    assertThat(eval("concat", bytes(0x61), "b")).isEqualTo("ab");
    assertThat(eval("length", bytes(0xC3, 0xA4))).isEqualTo(2);
    assertThat(eval("octet_length", bytes(0x80))).isEqualTo(1);
    assertThat(eval("bit_length", bytes(0x80))).isEqualTo(8);
    assertThat(eval("overlay", three, bytes(9), 2, 0)).isEqualTo(bytes(1, 9, 2, 3));
  }
}
