package io.weir.store.fault;

/** The machine of a {@link FaultyFiles} has lost power: nothing works until it is restarted. */
public final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  PowerCut(String operation) {
    super("the power went in " + operation, null, false, false);
  }
}
