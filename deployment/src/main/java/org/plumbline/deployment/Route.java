package org.plumbline.deployment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;

/**
 * Who answers for one model.
 *
 * @param serving the versions at a serving stage that could be loaded, production first
 * @param broken why production could not be loaded, null when it could or there is none
 */
public record Route(
    ModelName model,
    KillSwitch killSwitch,
    List<ServingVersion> serving,
    @Nullable PlumblineException broken) {
  public Route {
    serving = List.copyOf(serving);
  }

  /** The version that answers requests which name none: the one in production. */
  public Optional<ServingVersion> answering() {
    return serving.stream().filter(version -> version.stage() == Stage.PRODUCTION).findFirst();
  }

  /**
   * The version that answers now.
   *
   * @throws PlumblineException KILLED, NOT_SERVING, or what hindered its loading
   */
  public ServingVersion open() {
    requireAlive();
    Optional<ServingVersion> answering = answering();
    if (answering.isPresent()) {
      return answering.get();
    }
    if (broken != null) {
      throw broken;
    }
    throw notServing(model);
  }

  /** Throws KILLED while the kill switch is on. */
  public void requireAlive() {
    if (killSwitch.on()) {
      throw PlumblineException.of(
              ErrorCode.KILLED,
              "The kill switch of "
                  + model
                  + " is on since "
                  + killSwitch.at()
                  + " by "
                  + killSwitch.by()
                  + ": "
                  + killSwitch.reason()
                  + "; it answers again once somebody with the permission turns it off")
          .with("model", model.value());
    }
  }

  static PlumblineException notServing(ModelName model) {
    return PlumblineException.of(
            ErrorCode.NOT_SERVING,
            "No version of " + model + " is in production; open a change request to deploy one")
        .with("model", model.value());
  }
}
