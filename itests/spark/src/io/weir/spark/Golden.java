package io.weir.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Runs cases in Spark and writes the rows that it gives. */
public final class Golden {

  private Golden() {}

  /**
   * Writes the golden rows, and the names of all functions beside the folder of the cases.
   *
   * @param args the folder of the cases; then the names of those to run, all by default
   */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    List<String> names = List.of(args).subList(1, args.length);
    Path warehouse = Files.createTempDirectory("golden");
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.streaming.forceDeleteTemporaryCheckpointLocation", "true")
            .config("spark.sql.warehouse.dir", warehouse.toString())
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    int failed = 0;
    for (Path folder : cases(root)) {
      String name = folder.getFileName().toString();
      if (!names.isEmpty() && !names.contains(name)) {
        continue;
      }
      try (GoldenCase golden = new GoldenCase(spark.newSession(), folder)) {
        golden.write();
        System.out.println("written  " + name);
      } catch (Exception e) {
        failed++;
        System.out.println("FAILED   " + name + ": " + firstLine(e));
      }
    }
    List<String> functions =
        spark.sql("SHOW SYSTEM FUNCTIONS").collectAsList().stream()
            .map(row -> row.getString(0))
            .filter(name -> Character.isLetter(name.charAt(0)))
            .toList();
    Files.write(root.resolveSibling("functions.txt"), functions);
    spark.stop();
    Folders.delete(warehouse);
    System.exit(failed == 0 ? 0 : 1);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static List<Path> cases(Path root) {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(f -> Files.exists(f.resolve("pipeline.yaml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
