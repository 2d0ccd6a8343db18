package io.weir.bench.query;

import java.util.logging.LogManager;

/** One part of the measurement, in a process of its own. */
final class Run {

  private Run() {}

  /**
   * Measures a part.
   *
   * @param arguments the part; {@code quick} or {@code full}
   */
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset(); // Flink tells of every step
    Sizes sizes = arguments[1].equals("quick") ? Sizes.QUICK : Sizes.FULL;
    switch (arguments[0]) {
      case "objects" -> new Side(sizes).objects();
      case "json" -> new Side(sizes).json();
      case "queries" -> new Sharing(sizes).queries();
      case "allocation" -> Allocation.measure();
      case "state" -> new State(sizes).bytesPerGroup();
      case "million" -> new State(sizes).million();
      case "many-devices" -> new State(sizes).perRecord();
      case "others" -> new Others(sizes).run();
      case "deduplication" -> new Others(sizes).deduplication();
      case "joins" -> new Others(sizes).joins();
      case "threads" -> new Side(sizes).threads();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0); // Jet and Flink leave threads behind
  }
}
