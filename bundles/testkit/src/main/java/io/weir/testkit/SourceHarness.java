package io.weir.testkit;

import io.weir.api.connector.SourceType;
import io.weir.testkit.RecordCheck.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Shows that a source keeps the law of {@link io.weir.api.connector.Source}. A gateway may stop at
 * any time and go on from its journal; the harness does what the engine does, with a peer of the
 * test's own, and stops everywhere:
 *
 * <ul>
 *   <li>the instance is closed after a poll, between prepare and the journal, between the journal
 *       and {@code committed}, after {@code committed} and after a checkpoint, at each record and
 *       at random: the next one restores, replays and goes on, and every record is committed once;
 *   <li>records come in order, by ones and by many, and never more than asked for;
 *   <li>the intake is used within {@code poll}, on its thread, and what is returned is what was
 *       handed over;
 *   <li>no call blocks or throws, nothing happens before {@code start}, and a source that is
 *       exhausted stays so;
 *   <li>two pipelines with a source of the type do not hear of each other.
 * </ul>
 *
 * <pre>{@code
 * SourceHarness.of(new TailType(), run -> "path: " + logWith("a", "b", "c"))
 *     .expect("a", "b", "c");
 * }</pre>
 *
 * <p>Threads of the source run in real time; the clock of its context stands still, and moves on by
 * 100 ms whenever there is nothing to do. What breaks the law is an {@link AssertionError} that
 * quotes the sentence and lists the calls that were made.
 *
 * <p>Thread: one at a time.
 */
public final class SourceHarness {

  /** What a source reads from: a file, a server of the test's own. */
  @FunctionalInterface
  public interface Peers {

    /**
     * Makes a peer that has all records, for one run.
     *
     * @param run 1, 2, 3, …
     * @return the options with which a source reads it, in YAML as below {@code type:} in a
     *     pipeline file, such as {@code path: in.log}
     * @throws Exception if it cannot be made
     */
    String options(int run) throws Exception;
  }

  private final SourceType type;
  private final Peers peers;
  private UnaryOperator<String> counts = UnaryOperator.identity();
  private Promise promise = Promise.EXACTLY_ONCE;
  private boolean endless;
  private Duration patience = Duration.ofSeconds(10);
  private long seed = 1;

  private SourceHarness(SourceType type, Peers peers) {
    this.type = type;
    this.peers = peers;
  }

  /**
   * A harness for a source.
   *
   * @param type makes it
   * @param peers make what it reads
   * @return a harness of a source whose records come exactly once
   */
  public static SourceHarness of(SourceType type, Peers peers) {
    return new SourceHarness(type, peers);
  }

  /**
   * Allows records to come again after a restart, because the peer repeats what it was not told to
   * forget and the source cannot tell.
   *
   * @return this
   */
  public SourceHarness atLeastOnce() {
    promise = Promise.AT_LEAST_ONCE;
    return this;
  }

  /**
   * Allows records to be lost by a restart, because the peer cannot repeat them, as a sensor.
   *
   * @return this
   */
  public SourceHarness atMostOnce() {
    promise = Promise.AT_MOST_ONCE;
    return this;
  }

  /**
   * Allows more records behind those expected.
   *
   * @return this
   */
  public SourceHarness endless() {
    endless = true;
    return this;
  }

  /**
   * Compares a part of each record alone, where another part is the time of a run.
   *
   * @param part of a record
   * @return this
   */
  public SourceHarness comparing(UnaryOperator<String> part) {
    counts = part;
    return this;
  }

  /**
   * Sets how long to wait for a record that must come, and for a call that must return.
   *
   * @param time 10 s unless set
   * @return this
   */
  public SourceHarness patience(Duration time) {
    patience = time;
    return this;
  }

  /**
   * Sets where the random runs stop.
   *
   * @param value the same seed gives the same runs; 1 unless set
   * @return this
   */
  public SourceHarness seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Checks everything.
   *
   * @param records what each peer has, in order, as UTF-8; one that the source refuses is {@code
   *     rejected: } and the reason
   * @throws Exception if a peer cannot be made
   */
  public void expect(String... records) throws Exception {
    SourceSetup setup =
        new SourceSetup(type, peers, counts, List.of(records), promise, endless, patience);
    new SourceTrials(setup, seed).run();
  }
}
