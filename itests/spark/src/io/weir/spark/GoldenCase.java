package io.weir.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One case: a pipeline file of JSON sources, CSV tables and queries. It runs as a batch, which gives
 * what a stream gives that loses nothing and ends; with {@code drain: false} in case.yaml, as
 * streams that have read their input record by record.
 */
final class GoldenCase implements AutoCloseable {

  private final SparkSession spark;
  private final Path folder;
  private final Map<String, Object> pipeline;
  private final boolean streams;
  private final Arrivals arrivals = new Arrivals();

  GoldenCase(SparkSession spark, Path folder) throws IOException {
    this.spark = spark;
    this.folder = folder;
    this.pipeline = yaml(folder.resolve("pipeline.yaml"));
    Path settings = folder.resolve("case.yaml");
    this.streams =
        Files.exists(settings) && Boolean.FALSE.equals(yaml(settings).get("drain"));
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> read) {
      read.forEach((key, element) -> map.put(String.valueOf(key), element));
    }
    return map;
  }

  /** Runs the case and writes expected/SINK.jsonl for each of its sinks. */
  void write() throws Exception {
    for (Map.Entry<String, Object> source : map(pipeline.get("sources")).entrySet()) {
      source(source.getKey(), map(source.getValue())).createOrReplaceTempView(source.getKey());
    }
    for (Map.Entry<String, Object> table : map(pipeline.get("tables")).entrySet()) {
      table(map(table.getValue())).createOrReplaceTempView(table.getKey());
    }
    Map<String, String> modes = new LinkedHashMap<>();
    for (Map.Entry<String, Object> query : map(pipeline.get("queries")).entrySet()) {
      Map<String, Object> settings = map(query.getValue());
      SparkSql.rows(spark, folder, query.getKey(), String.valueOf(settings.get("sql")))
          .createOrReplaceTempView(query.getKey());
      modes.put(query.getKey(), String.valueOf(settings.getOrDefault("output", "append")));
    }
    Map<String, Dataset<Row>> results = new LinkedHashMap<>();
    for (Map.Entry<String, Object> sink : map(pipeline.get("sinks")).entrySet()) {
      String from = String.valueOf(map(sink.getValue()).get("from"));
      results.put(sink.getKey(), spark.table(from));
    }
    if (streams) {
      run(results, modes);
    }
    Files.createDirectories(folder.resolve("expected"));
    for (Map.Entry<String, Dataset<Row>> result : results.entrySet()) {
      String text =
          result.getValue().collectAsList().stream()
              .map(row -> JsonRows.of(row) + "\n")
              .collect(Collectors.joining());
      Files.writeString(folder.resolve("expected").resolve(result.getKey() + ".jsonl"), text);
    }
  }

  /** Streams what the sinks take, all side by side, and leaves the rows that came. */
  private void run(Map<String, Dataset<Row>> results, Map<String, String> modes) throws Exception {
    List<StreamingQuery> queries = new ArrayList<>();
    for (Map.Entry<String, Dataset<Row>> result : results.entrySet()) {
      String sink = result.getKey();
      String from = String.valueOf(map(map(pipeline.get("sinks")).get(sink)).get("from"));
      queries.add(
          result
              .getValue()
              .writeStream()
              .format("memory")
              .queryName("result_" + sink.replace('-', '_'))
              .outputMode(modes.getOrDefault(from, "append"))
              .start());
    }
    while (arrivals.next()) {
      for (StreamingQuery query : queries) {
        query.processAllAvailable();
      }
    }
    for (StreamingQuery query : queries) {
      query.stop();
    }
    results.replaceAll((sink, rows) -> spark.table("result_" + sink.replace('-', '_')));
  }

  private Dataset<Row> source(String name, Map<String, Object> settings) throws IOException {
    String schema = schema(map(settings.get("schema")));
    Path file = folder.resolve("in").resolve(name + ".jsonl");
    if (!streams) {
      return spark.read().schema(schema).option("mode", "FAILFAST").json(file.toString());
    }
    String eventTime = String.valueOf(settings.get("event-time"));
    Path arriving = arrivals.add(name, file, eventTime);
    Dataset<Row> rows = spark.readStream().schema(schema).json(arriving.toString());
    String delay = String.valueOf(settings.getOrDefault("watermark", "0s"));
    return rows.withWatermark(eventTime, delay.replace("s", " seconds"));
  }

  private Dataset<Row> table(Map<String, Object> settings) {
    return spark
        .read()
        .schema(schema(map(settings.get("schema"))))
        .option("header", "true")
        .csv(folder.resolve(String.valueOf(settings.get("path"))).toString());
  }

  private static String schema(Map<String, Object> columns) {
    return columns.entrySet().stream()
        .map(column -> "`" + column.getKey() + "` " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws IOException {
    arrivals.close();
  }
}
