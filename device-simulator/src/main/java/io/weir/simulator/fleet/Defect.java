package io.weir.simulator.fleet;

import java.util.Locale;

/** The ways in which a payload can be broken. A gateway must quarantine each of them. */
public enum Defect {
  /** Bytes that are neither JSON nor UTF-8. */
  GARBAGE,
  /** JSON cut off in the middle. */
  TRUNCATED,
  /** No bytes at all. */
  EMPTY,
  /** Text where the first field's number belongs. */
  TEXT_FOR_NUMBER,
  /** An object without the event time. */
  NO_TIME,
  /** A JSON value that is not an object. */
  NOT_AN_OBJECT;

  /** The name as the fleet file and the ledger write it, such as {@code text-for-number}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
