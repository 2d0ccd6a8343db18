package io.weir.sql;

/** What a column has to do with the event time of its row. */
public enum TimeRole {
  /** Nothing. */
  NONE,
  /** It is the event time. */
  EVENT_TIME,
  /** It is the window whose end, less a microsecond, is the event time. */
  EVENT_WINDOW
}
