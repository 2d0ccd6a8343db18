package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.BOOLEAN;
import static io.weir.api.data.DataType.STRING;

import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.Library;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes that may be a text in UTF-8; a text always is one. */
final class Utf8Functions {

  private Utf8Functions() {}

  static void register(Library library) {
    library.rows(
        "is_valid_utf8(bytes)",
        "Whether the bytes are UTF-8.",
        BOOLEAN,
        (in, out) -> out.putBoolean(text(in) != null),
        BINARY);
    library.rows(
        "make_valid_utf8(bytes)",
        "The text, with \uFFFD for what is not UTF-8.",
        STRING,
        (in, out) -> out.putText(new String(Bytes.of(in, 0), StandardCharsets.UTF_8)),
        BINARY);
    library.rows(
        "validate_utf8(bytes)",
        "The text; an error if it is not UTF-8.",
        STRING,
        (in, out) -> {
          String text = text(in);
          if (text == null) {
            throw new RowFailure(
                "validate_utf8: X'%s' is not UTF-8; use try_validate_utf8 to get null instead"
                    .formatted(HexFormat.of().formatHex(Bytes.of(in, 0))));
          }
          out.putText(text);
        },
        BINARY);
    library.rows(
        "try_validate_utf8(bytes)",
        "The text; null if it is not UTF-8.",
        STRING,
        Utf8Functions::orNull,
        BINARY);
  }

  private static void orNull(Row in, ColumnWriter out) {
    String text = text(in);
    if (text == null) {
      out.putNull();
    } else {
      out.putText(text);
    }
  }

  private static @Nullable String text(Row in) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Bytes.of(in, 0));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
