package org.plumbline.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Accounts;
import org.plumbline.access.ApiKeys;
import org.plumbline.access.Role;
import org.plumbline.access.Secrets;
import org.plumbline.access.User;
import org.plumbline.access.Username;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates and changes the users of a data directory, beside a running server or without one. */
@Command(
    name = "user",
    description = "Creates, lists, disables and changes users, and hands out API keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class UserCommand extends CommandGroup {
  private static final int PAGE = 500;

  /** What each of the commands takes. */
  static final class Common extends AnswerOptions {
    Room open() {
      return Room.open(home());
    }
  }

  @Command(
      name = "create",
      description = "Creates a user; prints a generated password unless one is given.",
      mixinStandardHelpOptions = true)
  void create(
      @Mixin Common common,
      @Parameters(paramLabel = "NAME", description = "The name to sign in with.") String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              split = ",",
              required = true,
              description = "viewer, data-scientist, engineer, risk-officer or admin.")
          List<String> roles,
      @Option(names = "--display-name", paramLabel = "TEXT", defaultValue = "") String displayName,
      @Option(
              names = "--password-stdin",
              description = "Read the password from the first line of standard input.")
          boolean fromInput) {
    var username = new Username(name);
    Set<Role> wanted =
        roles.stream().map(Role::of).collect(Collectors.toCollection(LinkedHashSet::new));
    String password = password(fromInput);
    try (Room room = common.open()) {
      User user =
          room.access()
              .accounts()
              .create(new Accounts.NewUser(username, displayName, wanted, password), operator());
      tell(common, user, fromInput ? null : password);
    }
  }

  @Command(name = "list", description = "Lists the users by name.", mixinStandardHelpOptions = true)
  void list(@Mixin Common common) {
    try (Room room = common.open()) {
      var users = new ArrayList<Map<String, Object>>();
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("USER", "NAME", "ROLES", "STATE"));
      List<User> page = room.access().accounts().list(Optional.empty(), PAGE);
      while (!page.isEmpty()) {
        for (User user : page) {
          users.add(facts(user));
          rows.add(
              List.of(
                  user.username().value(),
                  user.displayName(),
                  String.join(" ", roleNames(user)),
                  state(user)));
        }
        page = room.access().accounts().list(Optional.of(page.getLast().username()), PAGE);
      }
      common.say(Map.of("users", users), rows);
    }
  }

  @Command(
      name = "disable",
      description = "Forbids a user to sign in and ends their sessions.",
      mixinStandardHelpOptions = true)
  void disable(@Mixin Common common, @Parameters(paramLabel = "NAME") String name) {
    try (Room room = common.open()) {
      tell(common, room.access().accounts().disable(new Username(name), operator()), null);
    }
  }

  @Command(
      name = "enable",
      description = "Lets a disabled user sign in again.",
      mixinStandardHelpOptions = true)
  void enable(@Mixin Common common, @Parameters(paramLabel = "NAME") String name) {
    try (Room room = common.open()) {
      tell(common, room.access().accounts().enable(new Username(name), operator()), null);
    }
  }

  @Command(
      name = "roles",
      description = "Gives a user these roles and no others; sessions and keys follow at once.",
      mixinStandardHelpOptions = true)
  void roles(
      @Mixin Common common,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              split = ",",
              required = true,
              description = "viewer, data-scientist, engineer, risk-officer or admin.")
          List<String> roles,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason) {
    Set<Role> wanted = roles.stream().map(Role::of).collect(Collectors.toSet());
    try (Room room = common.open()) {
      User user =
          room.access().accounts().changeRoles(new Username(name), wanted, operator(), reason);
      common.say(
          facts(user), "User " + user.username() + " is now " + String.join(" ", roleNames(user)));
    }
  }

  @Command(
      name = "reset-password",
      description = "Sets another password and ends the user's sessions.",
      mixinStandardHelpOptions = true)
  void resetPassword(
      @Mixin Common common,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--password-stdin",
              description = "Read the password from the first line of standard input.")
          boolean fromInput) {
    var username = new Username(name);
    String password = password(fromInput);
    try (Room room = common.open()) {
      room.access().accounts().resetPassword(username, password, operator());
      User user = room.access().accounts().find(username).orElseThrow();
      tell(common, user, fromInput ? null : password);
    }
  }

  @Command(
      name = "api-key",
      description = "Makes a key with which a program acts as the user, or revokes one.",
      mixinStandardHelpOptions = true)
  void apiKey(
      @Mixin Common common,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--name", paramLabel = "TEXT", defaultValue = "command line") String purpose,
      @Option(names = "--days", paramLabel = "N", description = "Days it is good for.")
          @Nullable Integer days,
      @Option(names = "--revoke", paramLabel = "ID", description = "Revoke the key of this id.")
          @Nullable UUID revoked) {
    try (Room room = common.open()) {
      ApiKeys keys = room.access().apiKeys();
      if (revoked != null) {
        keys.revoke(revoked, operator());
        common.say(Map.of("revoked", revoked), "Revoked key " + revoked);
        return;
      }
      ApiKeys.Created created =
          keys.create(
              new Username(name),
              purpose,
              Optional.ofNullable(days).map(Duration::ofDays),
              operator());
      common.say(
          Map.of("id", created.key().id(), "username", name, "key", created.secret()),
          "Key " + created.key().id() + " of " + name + ", shown this once:\n" + created.secret());
    }
  }

  private static void tell(Common common, User user, @Nullable String password) {
    Map<String, Object> answer = facts(user);
    String text = "User " + user.username() + " is " + state(user);
    if (password != null) {
      answer.put("password", password);
      text += "; password, shown this once: " + password;
    }
    common.say(answer, text);
  }

  private static Map<String, Object> facts(User user) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("username", user.username().value());
    facts.put("displayName", user.displayName());
    facts.put("roles", roleNames(user));
    facts.put("state", state(user));
    return facts;
  }

  private static List<String> roleNames(User user) {
    return user.roles().stream().map(Role::wireName).sorted().toList();
  }

  private static String state(User user) {
    return user.state().name().toLowerCase(Locale.ROOT);
  }

  private static Actor operator() {
    return Actor.system("command-line");
  }

  private static String password(boolean fromInput) {
    if (!fromInput) {
      return new Secrets(new SecureRandom()).password();
    }
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        throw PlumblineException.of(
            ErrorCode.MISSING_FIELD, "Standard input holds no password: give it on the first line");
      }
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the password from standard input", failure);
    }
  }
}
