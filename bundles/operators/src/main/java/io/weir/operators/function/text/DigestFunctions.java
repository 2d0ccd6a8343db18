package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;

import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.Library;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Digests of bytes, and characters by their codes. */
final class DigestFunctions {

  private DigestFunctions() {}

  static void register(Library library) {
    library.rows(
        "md5(bytes)",
        "The MD5 digest, as hexadecimal text.",
        STRING,
        (in, out) -> out.putText(digest("MD5", Bytes.of(in, 0))),
        BINARY);
    library.rows(
        "sha1(bytes)",
        "The SHA-1 digest, as hexadecimal text.",
        STRING,
        (in, out) -> out.putText(digest("SHA-1", Bytes.of(in, 0))),
        BINARY);
    library.alias("sha", "sha1");
    library.rows(
        "sha2(bytes, bits)",
        "The SHA-2 digest of 224, 256 (also 0), 384 or 512 bits.",
        STRING,
        (in, out) -> {
          switch (in.intAt(1)) {
            case 0, 256 -> out.putText(digest("SHA-256", Bytes.of(in, 0)));
            case 224, 384, 512 -> out.putText(digest("SHA-" + in.intAt(1), Bytes.of(in, 0)));
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
          checksum.update(Bytes.of(in, 0));
          out.putLong(checksum.getValue());
        },
        BINARY);
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

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new RowFailure("this Java has no " + algorithm);
    }
  }
}
