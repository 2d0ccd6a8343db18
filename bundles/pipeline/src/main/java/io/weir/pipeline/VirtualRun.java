package io.weir.pipeline;

import io.weir.pipeline.virtual.VirtualRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a pipeline on files in virtual time: records come in the order of their event times,
 * triggers fire on that time, and the same input gives the same output. Nothing is stored and
 * nothing outside the named files is touched.
 *
 * <p>Thread: one at a time.
 */
public final class VirtualRun {

  private final Pipeline pipeline;
  private final Map<String, Path> inputs = new LinkedHashMap<>();
  private final Map<String, Path> outputs = new LinkedHashMap<>();
  private long startMicros;
  private boolean drain = true;
  private OutputStream standardOutput = OutputStream.nullOutputStream();

  private VirtualRun(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * A run of a pipeline.
   *
   * @param pipeline what to run
   * @return a run with no input yet
   */
  public static VirtualRun of(Pipeline pipeline) {
    return new VirtualRun(pipeline);
  }

  /**
   * Gives a source its records.
   *
   * @param source its name
   * @param file in the source's format; relative to the working folder; {@code -} for the standard
   *     input
   * @return this
   */
  public VirtualRun input(String source, Path file) {
    inputs.put(source, file);
    return this;
  }

  /**
   * Takes a sink's rows, in the sink's format.
   *
   * @param sink its name
   * @param file overwritten; relative to the working folder; {@code -} for the standard output
   * @return this
   */
  public VirtualRun output(String sink, Path file) {
    outputs.put(sink, file);
    return this;
  }

  /**
   * Sets when records without event time begin; the epoch unless set.
   *
   * @param start the time of the first record
   * @return this
   */
  public VirtualRun start(Instant start) {
    startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, start);
    return this;
  }

  /**
   * Sets whether the end of all input closes every window, as it does unless set.
   *
   * @param closeWindows false leaves them open
   * @return this
   */
  public VirtualRun drain(boolean closeWindows) {
    drain = closeWindows;
    return this;
  }

  /**
   * Sets what {@code -} stands for as an output.
   *
   * @param stream takes rows; flushed, not closed
   * @return this
   */
  public VirtualRun standardOutput(OutputStream stream) {
    standardOutput = stream;
    return this;
  }

  /**
   * Runs to the end of all input.
   *
   * @return what became of every record
   * @throws RunException if a source has no input, a name is wrong, or a table cannot be loaded
   * @throws IOException if a file cannot be read or written
   */
  public RunSummary run() throws RunException, IOException {
    return new VirtualRunner(
            pipeline.definition(), inputs, outputs, startMicros, drain, standardOutput)
        .run();
  }
}
