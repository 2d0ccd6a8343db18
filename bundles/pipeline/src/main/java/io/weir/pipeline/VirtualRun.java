package io.weir.pipeline;

import io.weir.pipeline.virtual.RowList;
import io.weir.pipeline.virtual.RunPlan;
import io.weir.pipeline.virtual.Stepper;
import io.weir.pipeline.virtual.TableChange;
import io.weir.pipeline.virtual.VirtualRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Map<String, RowList> collected = new LinkedHashMap<>();
  private final Map<String, Path> tables = new LinkedHashMap<>();
  private final List<TableChange> changes = new ArrayList<>();
  private Restarts restarts = Restarts.none();
  private BackPressure backPressure = BackPressure.NONE;
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
   * Keeps the rows of every sink in memory; no sink then writes a file. {@link #rows} gives them.
   *
   * @return this
   */
  public VirtualRun collect() {
    pipeline.definition().sinks().forEach(sink -> collected.put(sink.name(), new RowList()));
    return this;
  }

  /**
   * Gives a table its first version; a table without one looks for it as in a gateway.
   *
   * @param table its name
   * @param file its content
   * @return this
   */
  public VirtualRun table(String table, Path file) {
    tables.put(table, file);
    return this;
  }

  /**
   * Changes a table.
   *
   * @param table its name
   * @param at when: before the first record whose event time is not before it
   * @param file its content from then on
   * @return this
   */
  public VirtualRun table(String table, Instant at, Path file) {
    changes.add(new TableChange(table, ChronoUnit.MICROS.between(Instant.EPOCH, at), file));
    return this;
  }

  /**
   * Sets where the run stops and starts again; nowhere unless set.
   *
   * @param points where
   * @return this
   */
  public VirtualRun restarts(Restarts points) {
    restarts = points;
    return this;
  }

  /**
   * Sets what the sinks refuse; nothing unless set.
   *
   * @param pressure of every sink
   * @return this
   */
  public VirtualRun backPressure(BackPressure pressure) {
    backPressure = pressure;
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
            pipeline.definition(),
            new RunPlan(
                inputs,
                outputs,
                collected,
                collected.isEmpty(),
                tables,
                changes,
                startMicros,
                drain,
                restarts,
                backPressure,
                standardOutput))
        .run();
  }

  /**
   * Begins a run that is moved on step by step instead. Of what was set, the tables' first
   * versions, the start, the restarts and the back-pressure count.
   *
   * @return a run that the caller closes
   * @throws RunException if a name is wrong or a table cannot be loaded
   */
  public VirtualSteps begin() throws RunException {
    return new VirtualSteps(
        new Stepper(pipeline.definition(), tables, startMicros, restarts, backPressure));
  }

  /**
   * The rows of a sink, after {@link #collect} and {@link #run}.
   *
   * @param sink its name
   * @return in order, each in the sink's format
   */
  public List<String> rows(String sink) {
    return collected(sink).list();
  }

  /**
   * What stands before the rows of a sink in a file, such as a CSV header.
   *
   * @param sink its name
   * @return empty for nothing
   */
  public String header(String sink) {
    return collected(sink).header();
  }

  private RowList collected(String sink) {
    RowList rows = collected.get(sink);
    if (rows == null) {
      throw new IllegalArgumentException("no rows of sink " + sink + " were collected");
    }
    return rows;
  }
}
