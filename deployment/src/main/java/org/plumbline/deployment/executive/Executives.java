package org.plumbline.deployment.executive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** The overview for executives. Reads only, but for {@link #keep}. Safe to share. */
public final class Executives {
  private static final int SHOWN = 100;
  private static final Duration AHEAD = Duration.ofDays(60);

  private final Transactions transactions;
  private final ExecutiveFigures figures;
  private final InstantSource clock;

  public Executives(Transactions transactions, ExecutiveFigures figures, InstantSource clock) {
    this.transactions = transactions;
    this.figures = figures;
    this.clock = clock;
  }

  /**
   * The figures of now, with their trends.
   *
   * @param days 1 to 365
   * @throws PlumblineException INVALID_FIELD for other days
   */
  public Executive overview(int days) {
    if (days < 1 || days > 365) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "'days' is " + days + " but must be 1 to 365")
          .with("field", "days");
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate since = today.minusDays(days - 1L);
    Executive.Models models = figures.models();
    List<Executive.Review> overdue = figures.reviews(now, SHOWN);
    return new Executive(
        now,
        days,
        models,
        Narrative.of(models, overdue.size()),
        figures.risk(since),
        figures.deployments(since, today),
        overdue,
        calendar(now));
  }

  private List<Executive.Due> calendar(Instant now) {
    Instant end = now.plus(AHEAD);
    List<Executive.Due> dates = new ArrayList<>(figures.dates(now, end, SHOWN));
    for (Executive.Review review : figures.reviews(end, SHOWN)) {
      if (review.due().isAfter(now)) {
        dates.add(
            new Executive.Due(
                review.due(), "review", "Review of " + review.model(), review.model()));
      }
    }
    dates.sort(Comparator.comparing(Executive.Due::at));
    return dates.stream().limit(SHOWN).toList();
  }

  /** What was deployed before that place in the ledger, newest first. */
  public List<Executive.Deployed> history(long before, int limit) {
    return figures.history(before, limit);
  }

  /** Keeps the figures as those of the UTC day of that instant, so that there is a trend. */
  public void keep(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    Executive.Models models = figures.models();
    transactions.run(tx -> figures.keep(tx, day, models));
  }
}
