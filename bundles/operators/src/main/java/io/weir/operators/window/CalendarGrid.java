package io.weir.operators.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Days, weeks (from Monday) or months of a time zone: a day has 23 or 25 hours where the clock is
 * changed. A window is a pane; where midnight does not exist a day begins at the first instant that
 * does.
 *
 * <p>Thread: one at a time.
 */
public final class CalendarGrid implements TimeGrid {

  /** Beyond 146,000 years from the epoch nothing is told apart. */
  private static final long FAR = 1L << 62;

  private static final long MICROS = 1_000_000;

  private final ChronoUnit unit;
  private final ZoneId zone;
  private long recentStart = 0;
  private long recentEnd = 0;

  /**
   * A grid.
   *
   * @param unit DAYS, WEEKS or MONTHS
   * @param zone whose midnight it is
   */
  public CalendarGrid(ChronoUnit unit, ZoneId zone) {
    this.unit = unit;
    this.zone = zone;
  }

  private void turnTo(long time) {
    long bounded = Math.max(-FAR, Math.min(FAR, time));
    if (bounded >= recentStart && bounded < recentEnd) {
      return;
    }
    Instant instant = Instant.EPOCH.plus(bounded, ChronoUnit.MICROS);
    LocalDate day = instant.atZone(zone).toLocalDate();
    LocalDate first =
        switch (unit) {
          case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTHS -> day.withDayOfMonth(1);
          default -> day;
        };
    recentStart = micros(first);
    recentEnd = micros(first.plus(1, unit));
  }

  private long micros(LocalDate day) {
    return day.atStartOfDay(zone).toEpochSecond() * MICROS;
  }

  @Override
  public long paneStart(long time) {
    turnTo(time);
    return recentStart;
  }

  @Override
  public long paneEnd(long paneStart) {
    turnTo(paneStart);
    return recentEnd;
  }

  @Override
  public long windowStart(long windowEnd) {
    turnTo(windowEnd - 1);
    return recentStart;
  }

  @Override
  public long lastEndUntil(long time) {
    return time == Long.MIN_VALUE || time == Long.MAX_VALUE ? time : paneStart(time);
  }

  @Override
  public long firstEndAfter(long time) {
    if (time == Long.MIN_VALUE) {
      return time + 1;
    }
    turnTo(time);
    return recentEnd;
  }

  @Override
  public long lastEndOf(long time) {
    return firstEndAfter(time);
  }

  @Override
  public long lateBefore(long closedEnd) {
    return closedEnd;
  }
}
