package org.plumbline.deployment.safeguard;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard.Cause;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.TableProfile;

/**
 * Makes the guard of one version out of the safeguards of its model.
 *
 * <p>A rule that names what the version does not have (a feature, a category) does not concern it
 * and is left out. Former version and reference are asked for only where a rule needs them; asking
 * may wait for the store.
 *
 * @param reference the profile of the data that the version learned from
 * @param former the version that was in production before, empty when there was none
 */
public record GuardMaker(
    VersionId version,
    RowParser parser,
    Supplier<TableProfile> reference,
    Supplier<Optional<FormerVersion>> former) {

  /** The guard; {@link RowGuard#NONE} when nothing is guarded. */
  public RowGuard make(Safeguards safeguards, Kills kills) {
    var checks = new ArrayList<RowCheck>();
    for (Kill kill : kills.ofSegments()) {
      if (kill.scope() instanceof KillScope.OfSegment(var _, Segment segment)) {
        RowFilter.of(segment, parser)
            .ifPresent(rows -> checks.add(new RowCheck.Stopped(kill, rows, safeguards.kill())));
      }
    }
    if (safeguards.ranges() != null) {
      checks.add(ranges(safeguards.ranges()));
    }
    if (safeguards.missing() != null) {
      checks.add(new RowCheck.Missing(safeguards.missing()));
    }
    if (safeguards.staleness() != null) {
      checks.add(new RowCheck.Stale(safeguards.staleness()));
    }
    if (safeguards.unusual() != null) {
      checks.add(unusual(safeguards.unusual()));
    }
    @Nullable Finding stopped = stopped(safeguards, kills);
    if (checks.isEmpty() && stopped == null && safeguards.equals(Safeguards.NONE)) {
      return RowGuard.NONE;
    }
    return new RowGuard(
        checks, safeguards.output(), safeguards.failure(), substitutes(safeguards), stopped);
  }

  private @Nullable Finding stopped(Safeguards safeguards, Kills kills) {
    return kills
        .ofVersion(version)
        .map(kill -> new Finding(Cause.KILL, safeguards.kill(), kill.refusal().text()))
        .orElse(null);
  }

  private List<ColumnContract> features() {
    return parser.contract().features();
  }

  private RowCheck ranges(InputRanges rule) {
    int width = parser.featureCount();
    double[] low = filled(width, Double.NEGATIVE_INFINITY);
    double[] high = filled(width, Double.POSITIVE_INFINITY);
    switch (rule.source()) {
      case GIVEN -> {}
      case CONTRACT -> {
        for (int i = 0; i < width; i++) {
          ColumnContract feature = features().get(i);
          if (feature.type().isNumeric()) {
            low[i] = feature.min().orElse(low[i]);
            high[i] = feature.max().orElse(high[i]);
          }
        }
      }
      case REFERENCE -> between(0, low, high);
    }
    for (InputRanges.Limit limit : rule.limits()) {
      parser
          .slot(limit.feature())
          .ifPresent(
              slot -> {
                low[slot] = limit.min() == null ? Double.NEGATIVE_INFINITY : limit.min();
                high[slot] = limit.max() == null ? Double.POSITIVE_INFINITY : limit.max();
              });
    }
    return new RowCheck.Ranges(features(), low, high, rule.reaction());
  }

  private RowCheck unusual(UnusualRow rule) {
    int width = parser.featureCount();
    double[] low = filled(width, Double.NEGATIVE_INFINITY);
    double[] high = filled(width, Double.POSITIVE_INFINITY);
    between(rule.tail(), low, high);
    for (int i = 0; i < width; i++) {
      if (features().get(i).type().hasDictionary()) {
        low[i] = 0;
      }
    }
    return new RowCheck.Unusual(low, high, rule);
  }

  /** The middle of the reference without this share at each end, where it is known. */
  private void between(double tail, double[] low, double[] high) {
    require(low.length == high.length, "%s and %s ends", low.length, high.length);
    TableProfile profile = reference.get();
    for (int i = 0; i < low.length; i++) {
      Optional<NumericProfile> column =
          profile
              .column(features().get(i).name())
              .filter(NumericProfile.class::isInstance)
              .map(NumericProfile.class::cast)
              .filter(numeric -> numeric.finite() > 0);
      if (column.isPresent()) {
        low[i] = tail == 0 ? column.get().min() : column.get().quantile(tail);
        high[i] = tail == 0 ? column.get().max() : column.get().quantile(1 - tail);
      }
    }
  }

  private List<Substitute> substitutes(Safeguards safeguards) {
    var substitutes = new ArrayList<Substitute>();
    for (Fallback fallback : safeguards.fallbacks()) {
      Double score = fallback.score();
      switch (fallback.kind()) {
        case PREVIOUS_VERSION -> previous().ifPresent(substitutes::add);
        case CONSTANT -> {
          if (score != null) {
            substitutes.add(new Substitute.Constant(score));
          }
        }
        case BASELINE -> {
          if (score != null && fallback.feature() != null) {
            substitutes.add(baseline(fallback.feature(), fallback.cases(), score));
          }
        }
      }
    }
    return substitutes;
  }

  private Substitute baseline(String feature, List<Fallback.Case> cases, double otherwise) {
    var ready = new ArrayList<Substitute.Baseline.Case>();
    for (Fallback.Case one : cases) {
      RowFilter.of(one.of(feature), parser)
          .ifPresent(rows -> ready.add(new Substitute.Baseline.Case(rows, one.score())));
    }
    return new Substitute.Baseline(List.copyOf(ready), otherwise);
  }

  private Optional<Substitute> previous() {
    return former
        .get()
        .flatMap(
            version ->
                SlotMapping.of(parser, version.parser())
                    .map(mapping -> new Substitute.Previous(version, mapping)));
  }

  private static double[] filled(int width, double value) {
    var values = new double[width];
    Arrays.fill(values, value);
    return values;
  }
}
