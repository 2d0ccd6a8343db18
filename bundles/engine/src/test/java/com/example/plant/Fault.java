package com.example.plant;

import java.io.IOException;

/** What a text makes the code of a bundle do. */
final class Fault {

  private Fault() {}

  static void of(Object text) {
    switch (String.valueOf(text)) {
      case "unchecked" -> throw new IllegalStateException("upside down");
      case "checked" -> Fault.<RuntimeException>smuggle(new IOException("unplugged"));
      case "assertion" -> throw new AssertionError("unreachable");
      case "linkage" -> throw new NoClassDefFoundError("com/example/Missing");
      case "library" -> Integer.parseInt("four");
      case "recursion" -> recurse(0);
      case "memory" -> throw new OutOfMemoryError("not really");
      default -> {}
    }
  }

  @SuppressWarnings("unchecked") // what other languages of the JVM do by themselves
  private static <T extends Throwable> void smuggle(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }
}
