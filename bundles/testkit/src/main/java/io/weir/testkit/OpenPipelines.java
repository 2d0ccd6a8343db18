package io.weir.testkit;

import io.weir.pipeline.PipelineException;
import io.weir.pipeline.cases.ReportLine;
import io.weir.pipeline.cases.SummaryReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The pipelines that one test drives.
 *
 * <p>Thread: the test's.
 */
final class OpenPipelines {

  private final Map<Path, PipelineHarness> open = new LinkedHashMap<>();

  private OpenPipelines() {}

  /** Makes room for those of a test. */
  static void begin(ExtensionContext test) {
    test.getStore(TestSettings.NAMESPACE).put(OpenPipelines.class, new OpenPipelines());
  }

  /** Those of a test; null where no test runs. */
  static @Nullable OpenPipelines of(ExtensionContext context) {
    return context.getStore(TestSettings.NAMESPACE).get(OpenPipelines.class, OpenPipelines.class);
  }

  /** A pipeline, which is the same for all methods and parameters of the test. */
  PipelineHarness open(Path file, TestSettings settings) throws PipelineException {
    PipelineHarness known = open.get(file);
    if (known != null) {
      return known;
    }
    PipelineHarness opened = settings.open(file);
    open.put(file, opened);
    return opened;
  }

  /**
   * Tells what became of the records, for those who look at reports and for those who look at the
   * failure alone.
   */
  void explain(Throwable failure, ExtensionContext test) {
    open.forEach(
        (file, pipeline) -> {
          String report = report(pipeline);
          test.publishReportEntry("pipeline " + file, report);
          failure.addSuppressed(new PipelineReport(file + "\n" + report));
        });
  }

  private static String report(PipelineHarness pipeline) {
    try {
      return SummaryReport.of(pipeline.summary()).stream()
          .map(ReportLine::text)
          .collect(Collectors.joining("\n"));
    } catch (RuntimeException e) {
      return "cannot tell what became of its records: " + e;
    }
  }

  /** Closes all, also when one cannot be closed. */
  void close() {
    RuntimeException failure = null;
    for (PipelineHarness pipeline : open.values()) {
      try {
        pipeline.close();
      } catch (RuntimeException e) {
        failure = failure == null ? e : with(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException with(RuntimeException first, RuntimeException next) {
    first.addSuppressed(next);
    return first;
  }
}
