package io.weir.testkit;

/**
 * Stands below the failure of a test and tells what became of the records. Nothing was thrown, so
 * that it has no stack.
 */
final class PipelineReport extends Throwable {

  private static final long serialVersionUID = 1L;

  PipelineReport(String message) {
    super(message, null, false, false);
  }
}
