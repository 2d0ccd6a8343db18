package io.weir.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * A line of the log: the instant in UTC to the millisecond, the level, the class that speaks, the
 * message; then the stack trace where there is one.
 *
 * <p>Thread: any.
 */
public final class LogLine extends Formatter {

  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder();
    String instant = record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString();
    line.append(instant.length() == Instant.EPOCH.toString().length() ? whole(instant) : instant);
    String logger = String.valueOf(record.getLoggerName());
    line.append(' ').append(level(record.getLevel()));
    line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
    line.append(" - ").append(formatMessage(record)).append(System.lineSeparator());
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      line.append(trace);
    }
    return line.toString();
  }

  /** A whole second is printed without a fraction; the column must not move. */
  private static String whole(String instant) {
    return instant.substring(0, instant.length() - 1) + ".000Z";
  }

  /** The names of SLF4J, padded to one width. */
  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN ";
    }
    return value >= Level.INFO.intValue() ? "INFO " : "DEBUG";
  }
}
