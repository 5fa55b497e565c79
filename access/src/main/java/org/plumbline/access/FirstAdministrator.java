package org.plumbline.access;

import java.util.Optional;
import java.util.Set;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Lets somebody in when nobody can be: creates {@code admin} on an installation without users. */
public final class FirstAdministrator {
  /** The name of the first user. */
  public static final Username USERNAME = new Username("admin");

  private static final int SHORTEST_PRESET = 8;

  private final Users users;
  private final Accounts accounts;

  public FirstAdministrator(Users users, Accounts accounts) {
    this.users = users;
    this.accounts = accounts;
  }

  /** Keeps the password where only the operator reads it, before the user exists. */
  @FunctionalInterface
  public interface Keeper {
    void keep(String password);
  }

  /**
   * Creates the administrator unless there are users; the answer is the password if so.
   *
   * @param preset what the operator wants it to be
   * @param proposed what it becomes without a preset
   * @throws PlumblineException INVALID_CONFIGURATION when the preset has fewer than 8 characters
   */
  public Optional<String> ensure(Optional<String> preset, String proposed, Keeper keeper) {
    if (!users.isEmpty()) {
      return Optional.empty();
    }
    if (preset.isPresent() && preset.get().length() < SHORTEST_PRESET) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION,
          "PLUMBLINE_ADMIN_PASSWORD has fewer than 8 characters: choose a longer one");
    }
    String password = preset.orElse(proposed);
    keeper.keep(password);
    try {
      accounts.add(
          new Accounts.NewUser(USERNAME, "Administrator", Set.of(Role.ADMIN), password),
          Actor.system("setup"));
    } catch (PlumblineException failure) {
      if (failure.code() == ErrorCode.CONFLICT) {
        return Optional.empty();
      }
      throw failure;
    }
    return Optional.of(password);
  }
}
