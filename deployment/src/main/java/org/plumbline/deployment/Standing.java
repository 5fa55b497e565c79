package org.plumbline.deployment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionNumber;

/**
 * Where the versions of one model stand when a change is considered.
 *
 * @param stages the present stage of each version that was ever deployed
 * @param formerProduction versions that were in production once, the present one included
 * @param openRequests what open requests of the model ask for
 * @param ends when versions end whose end is announced, by their own or their model's
 * @param byGroup versions that decide by the thresholds of groups now
 */
public record Standing(
    Map<VersionNumber, Stage> stages,
    Set<VersionNumber> formerProduction,
    Set<Target> openRequests,
    Map<VersionNumber, Instant> ends,
    Set<VersionNumber> byGroup) {
  /** A version and the stage somebody wants it at. */
  public record Target(VersionNumber version, Stage stage) {}

  public static final Standing NEVER_DEPLOYED = new Standing(Map.of(), Set.of(), Set.of());

  public Standing {
    stages = Map.copyOf(stages);
    formerProduction = Set.copyOf(formerProduction);
    openRequests = Set.copyOf(openRequests);
    ends = Map.copyOf(ends);
    byGroup = Set.copyOf(byGroup);
  }

  /** Of a model none of whose versions decides by groups. */
  public Standing(
      Map<VersionNumber, Stage> stages,
      Set<VersionNumber> formerProduction,
      Set<Target> openRequests,
      Map<VersionNumber, Instant> ends) {
    this(stages, formerProduction, openRequests, ends, Set.of());
  }

  /** Of a model none of whose versions has an announced end. */
  public Standing(
      Map<VersionNumber, Stage> stages,
      Set<VersionNumber> formerProduction,
      Set<Target> openRequests) {
    this(stages, formerProduction, openRequests, Map.of());
  }

  /** Whether a version decides by the thresholds of groups. */
  public boolean decidesByGroup(VersionNumber version) {
    return byGroup.contains(version);
  }

  public Optional<Stage> stageOf(VersionNumber version) {
    return Optional.ofNullable(stages.get(version));
  }

  /** Whether no version of the model was ever in production. */
  public boolean firstProduction() {
    return formerProduction.isEmpty();
  }

  /** The versions at a serving stage, at most one each. */
  public Optional<VersionNumber> at(Stage stage) {
    return stages.entrySet().stream()
        .filter(entry -> entry.getValue() == stage)
        .map(Map.Entry::getKey)
        .min(VersionNumber::compareTo);
  }
}
