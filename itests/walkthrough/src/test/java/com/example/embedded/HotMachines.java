package com.example.embedded;

import static io.weir.pipeline.fluent.Expressions.avg;
import static io.weir.pipeline.fluent.Expressions.col;
import static io.weir.pipeline.fluent.Expressions.count;
import static io.weir.pipeline.fluent.Expressions.max;
import static io.weir.pipeline.fluent.Expressions.window;

import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.fluent.PipelineBuilder;
import io.weir.pipeline.fluent.Rows;
import java.util.Map;

/** The pipeline of the demo, in Java. */
public final class HotMachines {

  public static PipelineBuilder builder(TypeRegistry types) {
    PipelineBuilder hot = PipelineBuilder.named("hot-machines", types);
    hot.version("1.0.0").commit("100ms");
    Rows readings =
        hot.source("readings", "mqtt")
            .option("url", "${env:FIELD:tcp://127.0.0.1:1883}")
            .option("topic", "plant/+/readings")
            .option("qos", 1)
            .option("max-inflight", 1000)
            .column("device", "string")
            .column("seq", "long")
            .column("ts", "timestamp")
            .column("temp", "double")
            .column("line", Map.of("type", "string", "topic-level", 1))
            .eventTime("ts")
            .withWatermark("2s")
            .option("idle-after", "30s")
            .identity("device", "seq", "ts")
            .rows();
    Rows priorities =
        hot.table("priorities", "csv")
            .option("path", "priorities.csv")
            .option("refresh", "on-change")
            .key("device")
            .column("device", "string")
            .column("priority", "int")
            .column("site", "string")
            .rows();
    readings
        .as("r")
        .join(priorities.as("p"), "r.device = p.device")
        .where(col("p.priority").ge(3))
        .groupBy(window("ts", "30 seconds", "10 seconds"), col("r.device"), col("p.site"))
        .select(
            col("window.start").as("window_start"),
            col("r.device"),
            col("p.site"),
            count().as("n"),
            avg("temp").as("mean"),
            max("temp").as("peak"))
        .query("hot")
        .output("append")
        .trigger("100ms")
        .sink("upstream", "mqtt")
        .option("url", "${env:UPSTREAM:tcp://127.0.0.1:1883}")
        .option("topic", "aggregates/{site}")
        .option("qos", 1);
    return hot;
  }

  private HotMachines() {}
}
