package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;

import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.Library;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Digests and encodings of texts and bytes. */
final class DigestFunctions {

  private DigestFunctions() {}

  static void register(Library library) {
    library.rows(
        "md5(bytes)",
        "The MD5 digest, as hexadecimal text.",
        STRING,
        (in, out) -> out.putText(digest("MD5", bytes(in))),
        BINARY);
    library.rows(
        "sha1(bytes)",
        "The SHA-1 digest, as hexadecimal text.",
        STRING,
        (in, out) -> out.putText(digest("SHA-1", bytes(in))),
        BINARY);
    library.alias("sha", "sha1");
    library.rows(
        "sha2(bytes, bits)",
        "The SHA-2 digest of 224, 256 (also 0), 384 or 512 bits.",
        STRING,
        (in, out) -> {
          switch (in.intAt(1)) {
            case 0, 256 -> out.putText(digest("SHA-256", bytes(in)));
            case 224, 384, 512 -> out.putText(digest("SHA-" + in.intAt(1), bytes(in)));
            default -> out.putNull();
          }
        },
        BINARY,
        INT);
    library.rows(
        "crc32(bytes)",
        "The CRC-32 checksum.",
        LONG,
        (in, out) -> {
          CRC32 checksum = new CRC32();
          checksum.update(bytes(in));
          out.putLong(checksum.getValue());
        },
        BINARY);
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
    library.rows(
        "chr(code)",
        "The character of a code, modulo 256.",
        STRING,
        (in, out) -> {
          long code = in.longAt(0);
          out.putText(code < 0 ? "" : String.valueOf((char) (code & 0xFF)));
        },
        LONG);
    library.alias("char", "chr");
  }

  private static byte[] bytes(Row in) {
    byte[] bytes = (byte[]) in.value(0);
    return bytes == null ? new byte[0] : bytes;
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new RowFailure("this Java has no " + algorithm);
    }
  }
}
