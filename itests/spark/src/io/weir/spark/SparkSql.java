package io.weir.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A query as Spark runs it, where Weir's SQL goes beyond Spark's. */
final class SparkSql {

  private static final Pattern DEDUPLICATION =
      Pattern.compile("(drop_duplicates(?:_within_watermark)?)\\(TABLE\\((\\w+)\\)([^()]*)\\)");

  private SparkSql() {}

  /**
   * The rows of a query. {@code spark/QUERY.sql} in the case stands for what Spark has no SQL for;
   * deduplications become the method of Datasets.
   */
  static Dataset<Row> rows(SparkSession spark, Path folder, String query, String sql)
      throws IOException {
    Path other = folder.resolve("spark").resolve(query + ".sql");
    String text = Files.exists(other) ? Files.readString(other) : sql;
    StringBuilder replaced = new StringBuilder();
    Matcher found = DEDUPLICATION.matcher(text);
    while (found.find()) {
      String view = query + "_" + found.start();
      deduplicated(spark, found).createOrReplaceTempView(view);
      found.appendReplacement(replaced, view);
    }
    return spark.sql(found.appendTail(replaced).toString());
  }

  private static Dataset<Row> deduplicated(SparkSession spark, Matcher call) {
    Dataset<Row> rows = spark.table(call.group(2));
    String[] columns =
        Arrays.stream(call.group(3).split(","))
            .map(String::strip)
            .filter(column -> !column.isEmpty())
            .toArray(String[]::new);
    if (call.group(1).endsWith("within_watermark")) {
      return columns.length == 0
          ? rows.dropDuplicatesWithinWatermark()
          : rows.dropDuplicatesWithinWatermark(columns);
    }
    return columns.length == 0 ? rows.dropDuplicates() : rows.dropDuplicates(columns);
  }
}
