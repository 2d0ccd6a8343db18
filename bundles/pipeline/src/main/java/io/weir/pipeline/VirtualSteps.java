package io.weir.pipeline;

import io.weir.pipeline.virtual.RowList;
import io.weir.pipeline.virtual.Stepper;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in virtual time that is moved on from outside: record by record, in the order of the calls.
 * {@link VirtualRun#begin} makes it.
 *
 * <p>Thread: one at a time.
 */
public final class VirtualSteps implements AutoCloseable {

  private final Stepper stepper;

  VirtualSteps(Stepper stepper) {
    this.stepper = stepper;
  }

  /**
   * Hands a record to a source. The time moves to its event time, if that is later.
   *
   * @param source its name
   * @param record in the source's format, as a message of a broker would be
   * @param topic where it came from; null for none
   * @throws RunException if there is no such source
   * @throws IOException if something cannot be stored
   */
  public void record(String source, byte[] record, @Nullable String topic)
      throws RunException, IOException {
    stepper.record(source, record, topic);
  }

  /**
   * Moves the time on, which fires triggers on the way. Windows close by the event times of records
   * alone.
   *
   * @param time not before the time now, else nothing happens
   * @throws IOException if something cannot be stored
   */
  public void advanceTo(Instant time) throws IOException {
    stepper.advance(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  /**
   * Puts a version of a table in force, for all records to come.
   *
   * @param table its name
   * @param content as its file would hold it
   * @throws RunException if there is no such table, or it refuses the content
   */
  public void table(String table, byte[] content) throws RunException {
    stepper.table(table, content);
  }

  /**
   * Takes a checkpoint, throws everything away, and starts from the checkpoint.
   *
   * @throws RunException if it cannot start
   * @throws IOException if something cannot be stored
   */
  public void restart() throws RunException, IOException {
    stepper.restart();
  }

  /**
   * Throws everything away, starts from the last checkpoint, or from nothing if there is none, and
   * replays what came since.
   *
   * @throws RunException if it cannot start
   * @throws IOException if something cannot be stored
   */
  public void crash() throws RunException, IOException {
    stepper.crash();
  }

  /**
   * Ends the input, which closes every window.
   *
   * @throws IOException if something cannot be stored
   */
  public void finish() throws IOException {
    stepper.finish();
  }

  /**
   * The rows that a sink was given so far, after it took all that waited.
   *
   * @param sink its name
   * @return in order, each in the sink's format; a copy
   * @throws RunException if there is no such sink
   * @throws IOException if something cannot be stored
   */
  public List<String> rows(String sink) throws RunException, IOException {
    RowList rows = stepper.rows(sink);
    return List.copyOf(rows.list());
  }

  /**
   * What became of every record so far.
   *
   * @return a copy
   * @throws IOException if something cannot be stored
   */
  public RunSummary summary() throws IOException {
    return stepper.summary();
  }

  @Override
  public void close() throws IOException {
    stepper.close();
  }
}
