package io.weir.api.connector;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.format.FileLayout;

/**
 * What the engine gives every source, table and sink when it opens it.
 *
 * <p>Thread: any.
 */
public interface ConnectorContext {

  /**
   * The pipeline.
   *
   * @return its name
   */
  String pipeline();

  /**
   * The instance's name in the pipeline file, such as {@code readings}.
   *
   * @return unique among the pipeline's sources, tables or sinks
   */
  String name();

  /**
   * The gateway that the pipeline runs on.
   *
   * @return its id, made once
   */
  String gatewayId();

  /**
   * The checked configuration.
   *
   * @return one value for each declared option that has one
   */
  Config config();

  /**
   * How records of the instance's format stand in a file.
   *
   * @return what {@link io.weir.api.format.FormatType#fileLayout} of the declared format says
   */
  default FileLayout fileLayout() {
    return FileLayout.LINES;
  }

  /**
   * The clock.
   *
   * @return virtual in {@code weir run} and in tests
   */
  Clock clock();

  /**
   * Tells the engine that there may be something to do: records to poll, room to deliver, a
   * confirmation. Cheap, never blocks; may be called from any thread, also too often.
   */
  void signal();

  /**
   * Tells users how the connection is. Shown by {@code weir status} and logged when it changes.
   *
   * @param state in order or not
   * @param message one sentence: what happened, what is being done about it; no secrets
   */
  void report(Health state, String message);

  /** How an instance is. */
  enum Health {
    /** Working. */
    UP,
    /** Working with a loss that the message names. */
    DEGRADED,
    /** Not working, and trying again. */
    DOWN
  }
}
