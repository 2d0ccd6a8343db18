package io.weir.store.fault;

/** What happens to one counted operation of a {@link FaultyFiles}. */
public enum Fault {
  /** The power goes; of a write, a part has reached the file. */
  POWER_CUT,
  /** The disk is full from this operation on, until there is room again. */
  DISK_FULL,
  /** It fails once as a bad disk does; a write leaves a part of itself behind. */
  IO_ERROR
}
