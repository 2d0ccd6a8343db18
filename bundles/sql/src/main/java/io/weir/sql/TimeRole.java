package io.weir.sql;

/** What a column has to do with the event time of its row. */
public enum TimeRole {
  /** Nothing. */
  NONE,
  /** It is the event time. */
  EVENT_TIME,
  /** It is the window whose end, less a microsecond, is the event time. */
  EVENT_WINDOW,
  /** It was the event time of one side of a join of streams. */
  JOINED_TIME,
  /** It was such a window of one side of a join of streams. */
  JOINED_WINDOW;

  /** What a column becomes when its row is joined with one of another event time. */
  public TimeRole joined() {
    return switch (this) {
      case EVENT_TIME -> JOINED_TIME;
      case EVENT_WINDOW -> JOINED_WINDOW;
      default -> this;
    };
  }
}
