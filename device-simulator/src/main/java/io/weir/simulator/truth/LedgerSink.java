package io.weir.simulator.truth;

/** Takes what was sent, in the order of sending, from one thread at a time. */
public interface LedgerSink {

  /** A message whose fate at the broker is settled, or, at the end of a run, given up. */
  void sent(LedgerEntry entry);
}
