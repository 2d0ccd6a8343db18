package io.weir.pipeline.check;

import io.weir.api.data.DataType;
import io.weir.api.format.InputField;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.run.EngineEnvironment;
import io.weir.pipeline.FlashEstimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates what a pipeline writes. The bytes that reach the disk for one commit were measured on
 * ext4 with the preallocated log: 4.2 KB for 1 KB, 10 KB for 8 KB, 65 KB for 64 KB, so: the payload
 * and 2 KB, at least 4.2 KB.
 */
public final class Estimates {

  private static final double LEAST_COMMIT_BYTES = 4300;
  private static final double COMMIT_OVERHEAD_BYTES = 2048;
  private static final double MOST_COMMITS_PER_SECOND = 1000;
  private static final int RECORD_OVERHEAD_BYTES = 8;
  private static final int IDENTITY_BYTES = 24;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double MICROS_PER_SECOND = 1e6;

  private Estimates() {}

  /**
   * Estimates for a rate.
   *
   * @param pipeline checked
   * @param recordsPerSecond over all sources, shared equally
   */
  public static FlashEstimate of(PipelineDefinition pipeline, double recordsPerSecond) {
    long recordBytes =
        Math.round(
            pipeline.sources().stream().mapToLong(Estimates::recordBytes).average().orElse(0));
    double payloadPerSecond = recordsPerSecond * (recordBytes + RECORD_OVERHEAD_BYTES);
    double commits = Math.min(recordsPerSecond, commitsPerSecond(pipeline));
    double payload = commits == 0 ? 0 : payloadPerSecond / commits;
    double journal =
        commits * Math.max(LEAST_COMMIT_BYTES, payload + COMMIT_OVERHEAD_BYTES) * SECONDS_PER_DAY;
    double checkpoints = checkpointsPerSecond(payloadPerSecond) * SECONDS_PER_DAY;
    double identities = identityBytes(pipeline, recordsPerSecond);
    return new FlashEstimate(
        recordsPerSecond,
        recordBytes,
        (long) journal,
        (long) (recordsPerSecond == 0 ? 0 : checkpoints * identities),
        rates(pipeline));
  }

  private static double commitsPerSecond(PipelineDefinition pipeline) {
    return pipeline.commitMicros() == 0
        ? MOST_COMMITS_PER_SECOND
        : Math.min(MOST_COMMITS_PER_SECOND, MICROS_PER_SECOND / pipeline.commitMicros());
  }

  private static double checkpointsPerSecond(double logBytesPerSecond) {
    EngineEnvironment.Tuning tuning = EngineEnvironment.Tuning.DEFAULTS;
    return Math.max(
        1.0 / tuning.checkpointEvery().toSeconds(),
        logBytesPerSecond / tuning.checkpointLogBytes());
  }

  private static double identityBytes(PipelineDefinition pipeline, double recordsPerSecond) {
    double bytes = 0;
    for (SourceDefinition source : pipeline.sources()) {
      SourceDefinition.Identity identity = source.identity();
      if (identity != null) {
        double keys =
            recordsPerSecond
                / pipeline.sources().size()
                * (identity.horizonMicros() / MICROS_PER_SECOND);
        bytes += Math.min(keys, identity.maxKeys()) * IDENTITY_BYTES;
      }
    }
    return bytes;
  }

  private static List<FlashEstimate.SourceRate> rates(PipelineDefinition pipeline) {
    List<FlashEstimate.SourceRate> rates = new ArrayList<>();
    for (SourceDefinition source : pipeline.sources()) {
      CheckContext context =
          new CheckContext(
              pipeline.name(), source.name(), "check", source.config(), source.format());
      rates.add(
          new FlashEstimate.SourceRate(
              source.name(), source.type().maxRatePerSecond(context, pipeline.commitMicros())));
    }
    return rates;
  }

  private static long recordBytes(SourceDefinition source) {
    boolean named = source.format().name().equals("json");
    long bytes = named ? 2 : 0;
    for (InputField field : source.fields()) {
      if (field.topicLevel() < 0) {
        bytes += valueBytes(field.field().type()) + (named ? field.field().name().length() + 4 : 1);
      }
    }
    return bytes;
  }

  private static int valueBytes(DataType type) {
    if (type == DataType.BOOLEAN || type == DataType.INT) {
      return 5;
    }
    if (type == DataType.TIMESTAMP) {
      return 13;
    }
    return type.isNumeric() ? 8 : 12;
  }
}
