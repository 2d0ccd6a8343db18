package io.weir.formats.json;

import static io.weir.formats.Decoded.field;

import io.weir.api.data.DataType;
import io.weir.api.format.InputField;
import io.weir.formats.Decoded;
import io.weir.formats.TestRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Scanner and full parser on the same mutated messages. {@code main} takes the number of messages
 * and a seed.
 */
public final class JsonFuzz {

  private static final List<InputField> FIELDS =
      List.of(
          field("device", DataType.STRING),
          field("ts", DataType.TIMESTAMP),
          field("temp", DataType.DOUBLE),
          field("n", DataType.LONG),
          field("i", DataType.INT),
          field("ok", DataType.BOOLEAN),
          field("m", new DataType.Decimal(12, 3)),
          field("temperature_inside", DataType.FLOAT),
          field("deep", DataType.DOUBLE, "values", "t"),
          field("deepText", DataType.STRING, "values", "a-longer-name"));

  private static final String[] SEEDS = {
    "{\"device\":\"d-0042\",\"ts\":1700000000000,\"temp\":21.5}",
    "{\"device\":\"Höhe °C 水\",\"ts\":\"2026-11-20T10:00:00.123Z\",\"temp\":-0,\"n\":-12345678901}",
    "{\"n\": 9223372036854775807, \"i\" : 2147483648 ,\"ok\":true,\"m\":123.4560}",
    "{\"x\":{\"y\":[1,2.5,{\"z\":\"a\"}]},\"values\":{\"t\":1.25,\"u\":null,\"a-longer-name\":\"b\"}}",
    "[{\"temp\":1,\"ok\":false},{\"temp\":2.50},{\"n\":12345678901234567890}]",
    "{\"temp\":1e5,\"n\":\"12\",\"i\":5.0,\"temperature_inside\":0.1,\"device\":1.50}",
    "\uFEFF{\"temp\":0.000000123456789012345678901234567890,\"device\":\"a\\u00e9\\\"b\"}\r\n"
  };

  private static final String[] PIECES = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "-",
    "0",
    ".",
    "e",
    "E",
    "+",
    " ",
    "\n",
    "\t",
    "\0",
    "null",
    "true",
    "false",
    "NaN",
    "\"temp\":",
    "\"values\":{\"t\":",
    "1e400",
    "-0.0",
    "99999999",
    "\u00e9",
    "\ud83d\ude00",
    "\u007f",
    "\"device\":\"d\",",
    "\"temp\":null,",
    "\"values\":{},",
    ",\"n\":null",
    "00000000000000000000"
  };

  private JsonFuzz() {}

  public static void main(String[] args) {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    run(messages, seed);
    System.out.println("agreed on " + messages + " messages, seed " + seed);
  }

  /** Throws with seed and message at the first difference. */
  static void run(int messages, long seed) {
    Random random = new Random(seed);
    JsonDecoder scanner = new JsonDecoder(FIELDS);
    JsonDecoder parser = new JsonDecoder(FIELDS, false);
    int batch = 500;
    for (int done = 0; done < messages; done += batch) {
      List<byte[]> payloads = new ArrayList<>(batch);
      for (int i = 0; i < batch; i++) {
        payloads.add(mutate(random));
      }
      TestRecords records = TestRecords.of(payloads);
      if (!Decoded.show(scanner, FIELDS, records).equals(Decoded.show(parser, FIELDS, records))) {
        findDifference(scanner, parser, payloads, seed);
      }
    }
  }

  private static void findDifference(
      JsonDecoder scanner, JsonDecoder parser, List<byte[]> payloads, long seed) {
    for (byte[] payload : payloads) {
      TestRecords records = TestRecords.of(List.of(payload));
      List<String> scanned = Decoded.show(scanner, FIELDS, records);
      List<String> parsed = Decoded.show(parser, FIELDS, records);
      if (!scanned.equals(parsed)) {
        throw new AssertionError(
            "seed %d, message %s:%n scanner %s%n parser  %s"
                .formatted(seed, new String(payload, StandardCharsets.UTF_8), scanned, parsed));
      }
    }
    throw new AssertionError("seed " + seed + ": a batch differs, its messages alone do not");
  }

  private static byte[] mutate(Random random) {
    byte[] bytes = SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      int cut = Math.min(bytes.length, at + random.nextInt(random.nextInt(8) + 1));
      byte[] piece;
      switch (random.nextInt(4)) {
        case 0 -> piece = new byte[] {(byte) random.nextInt(256)};
        case 1 -> piece = new byte[0];
        case 2 -> {
          int from = random.nextInt(bytes.length + 1);
          int to = Math.min(bytes.length, from + random.nextInt(20));
          piece = java.util.Arrays.copyOfRange(bytes, from, to);
          cut = at;
        }
        default -> piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
      }
      bytes = splice(bytes, at, cut, piece);
      if (bytes.length == 0) {
        break;
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, int cut, byte[] piece) {
    byte[] result = new byte[at + piece.length + bytes.length - cut];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(bytes, cut, result, at + piece.length, bytes.length - cut);
    return result;
  }
}
