package io.weir.operators.function.hash;

import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;

/** Hashes of any values, the same as Spark's: for samples and partitions that both sides choose. */
public final class HashFunctions {

  /** Spark's. */
  private static final long SEED = 42;

  private HashFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    hash(
        library,
        "hash(a[, …])",
        "A hash of all values, 32 bits (Murmur3), the same as in Spark.",
        INT,
        new Murmur3());
    hash(
        library,
        "xxhash64(a[, …])",
        "A hash of all values, 64 bits (xxHash), the same as in Spark.",
        LONG,
        new XxHash64());
  }

  private static void hash(
      Library library, String text, String description, DataType type, ValueHash hash) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 1, Integer.MAX_VALUE);
          return new Call(name, args, type);
        },
        (call, kernels) ->
            RowKernel.of(
                type,
                kernels,
                Nulls.CALL,
                false,
                (in, out) -> {
                  long result = all(in, hash);
                  if (type == INT) {
                    out.putInt((int) result);
                  } else {
                    out.putLong(result);
                  }
                }));
  }

  private static long all(Row in, ValueHash hash) {
    long result = SEED;
    for (int i = 0; i < in.size(); i++) {
      result = hash.of(in.column(i), in.position(), result);
    }
    return result;
  }
}
