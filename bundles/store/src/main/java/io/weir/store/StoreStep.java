package io.weir.store;

/** The named steps of the store: where a test may kill, stall or fail it. */
public enum StoreStep {
  /** Before the bytes of appended groups are handed to the operating system. */
  LOG_BEFORE_WRITE,
  /** After the bytes of appended groups were handed to the operating system. */
  LOG_AFTER_WRITE,
  /** Before the force that makes them durable. */
  LOG_BEFORE_FORCE,
  /** After that force: the commit has happened, nobody knows it yet. */
  LOG_AFTER_FORCE,
  /** Before a segment file is created. */
  LOG_BEFORE_CREATE,
  /** After a segment file was created, forced and entered in its folder. */
  LOG_AFTER_CREATE,
  /** After the header of a new segment was written, before anything else in it. */
  LOG_AFTER_HEADER,
  /** Before a freed segment is recycled or deleted. */
  LOG_BEFORE_FREE,
  /** After a freed segment was recycled or deleted. */
  LOG_AFTER_FREE,
  /** After a truncation became durable, before the segments behind it are removed. */
  LOG_AFTER_TRUNCATE,
  /** After the values and the manifest of a checkpoint were written and its file closed. */
  CHECKPOINT_AFTER_WRITE,
  /** After the file of a checkpoint was forced, before it gets its name. */
  CHECKPOINT_AFTER_FORCE,
  /** After a checkpoint got its name, before older ones are deleted. */
  CHECKPOINT_AFTER_RENAME
}
