package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.STRING;

import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.operator.ChoiceFunctions;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts as bytes, bytes as texts, and texts in fewer characters. */
final class EncodingFunctions {

  private static final Set<String> CHARSETS =
      Set.of("US-ASCII", "ISO-8859-1", "UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32");
  private static final Pattern BASE_64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");
  private static final String DECODE = "decode(bytes, charset)";

  private EncodingFunctions() {}

  static void register(Library library) {
    library.rows(
        "encode(text, charset)",
        "The bytes of a text in a charset: UTF-8, UTF-16, UTF-16BE, UTF-16LE, UTF-32, US-ASCII or"
            + " ISO-8859-1; a character that it lacks is an error.",
        BINARY,
        (in, out) -> out.putValue(encoded(in.text(0), charset(in.text(1)))),
        STRING,
        STRING);
    Signature typed = new Signature(DECODE, STRING, BINARY, STRING);
    library.add(
        DECODE,
        "The text that bytes are in a charset; bytes that are none are an error. Or, as (a, search,"
            + " result, …[, otherwise]), the result of the first search that equals a, where null"
            + " equals null.",
        args -> args.size() > 2 ? ChoiceFunctions.decode(args) : typed.resolve(args),
        (call, kernels) ->
            RowKernel.of(
                STRING,
                kernels,
                (in, out) -> out.putText(decoded(bytes(in), charset(in.text(1))))));
    library.checked(1, EncodingFunctions::charset, "encode");
    binary(library, "to_binary", "an error if it is not so written.", false);
    binary(library, "try_to_binary", "null if it is not so written.", true);
    library.rows(
        "base64(bytes)",
        "As base 64.",
        STRING,
        (in, out) -> out.putText(Base64.getEncoder().encodeToString(bytes(in))),
        BINARY);
    library.rows(
        "unbase64(text)",
        "The bytes of base 64.",
        BINARY,
        (in, out) -> {
          try {
            out.putValue(Base64.getMimeDecoder().decode(in.text(0)));
          } catch (IllegalArgumentException e) {
            throw new RowFailure("unbase64: '%s' is not base 64".formatted(in.text(0)));
          }
        },
        STRING);
    urls(library);
  }

  private static void urls(Library library) {
    library.rows(
        "url_encode(text)",
        "In the form of application/x-www-form-urlencoded.",
        STRING,
        (in, out) -> out.putText(URLEncoder.encode(in.text(0), StandardCharsets.UTF_8)),
        STRING);
    library.rows(
        "url_decode(text)",
        "Read from that form; an error if it is none.",
        STRING,
        EncodingFunctions::decodedUrl,
        STRING);
    library.add(
        "try_url_decode(text)",
        "Read from that form; null if it is none.",
        new Signature("try_url_decode(text)", STRING, STRING),
        (call, kernels) ->
            RowKernel.of(STRING, kernels, Nulls.PROPAGATE, true, EncodingFunctions::decodedUrl));
  }

  private static void decodedUrl(Row in, io.weir.operators.expr.ColumnWriter out) {
    try {
      out.putText(URLDecoder.decode(in.text(0), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new RowFailure(
          "url_decode: '%s' is not URL-encoded; use try_url_decode to get null instead"
              .formatted(in.text(0)));
    }
  }

  private static void binary(Library library, String name, String otherwise, boolean orNull) {
    String text = name + "(text[, format])";
    RowFunction read =
        (in, out) -> out.putValue(read(name, in.text(0), in.size() > 1 ? in.text(1) : "hex"));
    library.add(
        text,
        "The bytes of a text that is written as 'hex', 'base64' or 'utf-8'; " + otherwise,
        new Signature(text, BINARY, STRING, STRING),
        (call, kernels) -> RowKernel.of(BINARY, kernels, Nulls.PROPAGATE, orNull, read));
  }

  private static byte[] read(String name, String text, String format) {
    switch (format.toLowerCase(Locale.ROOT)) {
      case "utf-8", "utf8" -> {
        return text.getBytes(StandardCharsets.UTF_8);
      }
      case "hex" -> {
        try {
          // An odd number of digits lacks a zero in front.
          return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
        } catch (IllegalArgumentException e) {
          throw malformed(name, text, "hexadecimal digits");
        }
      }
      case "base64" -> {
        String digits = text.replaceAll("\\s", "");
        boolean padded = digits.endsWith("=");
        int rest = digits.length() % 4;
        if (!BASE_64.matcher(digits).matches() || (padded ? rest != 0 : rest == 1)) {
          throw malformed(name, text, "base 64");
        }
        return Base64.getDecoder().decode(digits);
      }
      default ->
          throw new RowFailure(
              "%s: no format '%s'; expected hex, base64 or utf-8".formatted(name, format));
    }
  }

  private static RowFailure malformed(String name, String text, String expected) {
    return new RowFailure(
        "%s: '%s', expected %s; use try_to_binary to get null instead"
            .formatted(name, text, expected));
  }

  private static Charset charset(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (!CHARSETS.contains(upper)) {
      throw new RowFailure(
          "no charset '%s'; expected one of %s"
              .formatted(name, String.join(", ", CHARSETS.stream().sorted().toList())));
    }
    return Charset.forName(upper);
  }

  private static byte[] encoded(String text, Charset charset) {
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException e) {
      throw new RowFailure("encode: '%s' has characters that %s lacks".formatted(text, charset));
    }
  }

  private static String decoded(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RowFailure(
          "decode: X'%s' is not %s".formatted(HexFormat.of().formatHex(bytes), charset));
    }
  }

  private static byte[] bytes(Row in) {
    return Bytes.of(in, 0);
  }
}
