package org.plumbline.deployment.executive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.plumbline.kernel.Tx;

/** Reads the figures; each answers from one row a model or a day, whatever was logged. */
public interface ExecutiveFigures {
  Executive.Models models();

  /** Keeps the figures of now as those of the day. */
  void keep(Tx tx, LocalDate day, Executive.Models models);

  /** The kept days since then, oldest first. */
  List<Executive.RiskDay> risk(LocalDate since);

  /** Every day since then, quiet ones too, oldest first. */
  List<Executive.DeploymentDay> deployments(LocalDate since, LocalDate today);

  /** Serving models whose review was due by then, the longest overdue first. */
  List<Executive.Review> reviews(Instant dueBy, int limit);

  /** Announced ends, expiries of requests and of delegations in [from, until), soonest first. */
  List<Executive.Due> dates(Instant from, Instant until, int limit);

  /** What was deployed before that place in the ledger, newest first. */
  List<Executive.Deployed> history(long before, int limit);
}
