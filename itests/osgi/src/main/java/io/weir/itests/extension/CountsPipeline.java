package io.weir.itests.extension;

import static io.weir.pipeline.fluent.Expressions.col;
import static io.weir.pipeline.fluent.Expressions.count;

import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.fluent.PipelineBuilder;
import io.weir.pipeline.fluent.PipelineProvider;
import io.weir.pipeline.fluent.Rows;
import org.osgi.service.component.annotations.Component;

/** The pipeline {@code counts}: counts words. Its version is the edition of this bundle. */
@Component
public final class CountsPipeline implements PipelineProvider {

  /** For the framework. */
  public CountsPipeline() {}

  @Override
  public PipelineBuilder pipeline(TypeRegistry types) {
    PipelineBuilder counts = PipelineBuilder.named("counts", types);
    counts.version(Edition.read() + ".0.0").commit("20ms");
    Rows words =
        counts
            .source("words", "file")
            .option("path", "../in/counts.jsonl")
            .option("follow", true)
            .option("interval", "20ms")
            .option("format", "json")
            .column("word", "string")
            .rows();
    words
        .groupBy(col("word"))
        .agg(count().as("n"))
        .query("totals")
        .output("update")
        .trigger("20ms")
        .sink("out", "lines")
        .option("path", "../out/counts.txt")
        .option("format", "json")
        .option("id", "none");
    return counts;
  }
}
