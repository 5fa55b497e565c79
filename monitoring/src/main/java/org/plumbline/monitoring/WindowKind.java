package org.plumbline.monitoring;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Spans of UTC days over which answers are looked at together. */
public enum WindowKind {
  /** One day. */
  DAY(1),
  /** An ISO week, Monday to Sunday. */
  WEEK(7),
  /** The last seven days up to a day: what alerts and the risk index look at. */
  RECENT(7);

  private final int days;

  WindowKind(int days) {
    this.days = days;
  }

  public int days() {
    return days;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The first day of the window of this kind that a day belongs to, or ends. */
  public LocalDate startOf(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case RECENT -> day.minusDays(6);
    };
  }

  /** The instant before which the window that starts on that day ends. */
  public Instant endOf(LocalDate start) {
    return startInstant(start.plusDays(days));
  }

  public static Instant startInstant(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  public static LocalDate dayOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
