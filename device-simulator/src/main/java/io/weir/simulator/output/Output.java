package io.weir.simulator.output;

import io.weir.simulator.generate.Emission;
import java.time.Duration;

/**
 * A place that emissions go to. It enters each into its ledger, in the order of sending, as soon as
 * that emission and all before it are settled. All methods but {@link #stop} and {@link #stats} are
 * called from one thread.
 */
public interface Output extends AutoCloseable {

  /**
   * Sends the next emission. Blocks while too much is under way.
   *
   * @throws OutputException if nothing more can be sent
   */
  void send(Emission emission);

  /** Hands on what was buffered, as the sender is about to wait. */
  void flush();

  /**
   * Waits until everything sent is settled; what is not settled in time is entered into the ledger
   * as unacknowledged.
   */
  void finish(Duration timeout);

  /** Makes a blocked {@link #send} give up. Any thread. */
  void stop();

  /** Counts so far. Any thread. */
  Stats stats();

  @Override
  void close();

  /**
   * Counts of an output.
   *
   * @param published messages published for the first time
   * @param acknowledged of these, settled
   * @param republished publications repeated because a broken connection left a fate unknown
   * @param reconnects connections made anew
   */
  record Stats(long published, long acknowledged, long republished, long reconnects) {

    /** Messages under way. */
    public long inFlight() {
      return published - acknowledged;
    }
  }
}
