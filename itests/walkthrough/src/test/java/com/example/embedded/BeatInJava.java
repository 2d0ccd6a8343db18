package com.example.embedded;

import static io.weir.pipeline.fluent.Expressions.col;

import io.weir.pipeline.Gateway;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.fluent.PipelineBuilder;
import io.weir.pipeline.fluent.Rows;
import java.nio.file.Path;

/** The same pipeline, written in Java. */
public final class BeatInJava {

  public static void main(String[] arguments) throws Exception {
    TypeRegistry types = TypeRegistry.load();
    PipelineBuilder beat = PipelineBuilder.named("beat", types);
    Rows clock =
        beat.source("clock", "rate")
            .option("rows-per-second", 10)
            .column("value", "long")
            .column("timestamp", "timestamp")
            .rows();
    clock
        .where(col("value").mod(2).eq(0))
        .select("value")
        .query("even")
        .sink("screen", "console")
        .option("style", "lines");
    try (Gateway gateway = Gateway.open(Path.of("data"))) {
      gateway.start(beat.build(gateway.variables(), Path.of(".")), types);
      System.in.read();
    }
  }
}
