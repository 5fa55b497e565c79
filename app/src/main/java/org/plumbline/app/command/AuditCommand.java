package org.plumbline.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditExport;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.ChainVerification;
import org.plumbline.audit.Erasure;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.EntityErasure;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import org.plumbline.store.audit.AuditRoom;
import org.plumbline.store.monitoring.SqlEntityErasure;
import org.plumbline.verifier.ExportLines;
import org.plumbline.verifier.TrustedKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the audit trail of a data directory. */
@Command(
    name = "audit",
    description = "Verifies and exports the audit trail, and erases persons from it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand extends CommandGroup {
  /** Exits with 0 when the chain holds and 1 when it is broken. */
  @Command(
      name = "verify",
      description = "Reads the whole chain and names the first entry that was touched.",
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin HomeOption home,
      @Option(names = "--json", description = "Print one JSON object and nothing else.")
          boolean json) {
    try (Opened room = open(home)) {
      ChainVerification found = room.audit().trail().verify();
      say(json ? Json.write(answer(found)) : text(found));
      return found.valid() ? 0 : 1;
    }
  }

  private static Map<String, Object> answer(ChainVerification found) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("valid", found.valid());
    answer.put("entries", found.entries());
    answer.put("checkpoints", found.checkpoints());
    found
        .fault()
        .ifPresent(fault -> answer.put("fault", fault.kind().name().toLowerCase(Locale.ROOT)));
    found.firstBroken().ifPresent(broken -> answer.put("firstBroken", broken));
    answer.put("detail", found.detail());
    answer.put("checkedAt", found.checkedAt());
    return answer;
  }

  private static String text(ChainVerification found) {
    return found.valid()
        ? "The audit trail holds. " + found.detail()
        : "The audit trail is BROKEN. " + found.detail();
  }

  /** Writes the chain for audit-verifier.jar, or a table. */
  @Command(
      name = "export",
      description = "Writes the trail to a file: for audit-verifier.jar, or as a table.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin HomeOption home,
      @Option(names = "--out", paramLabel = "FILE", required = true, description = "The new file.")
          Path out,
      @Option(
              names = "--format",
              defaultValue = "jsonl",
              description = "jsonl (default), proof or csv.")
          String format) {
    AuditExport.Format as = AuditExport.Format.of(format);
    try (Opened room = open(home)) {
      room.audit().checkpoint();
      try (var file = Files.newOutputStream(out)) {
        room.audit().evidence().export(new AuditExport(AuditFilter.ALL, as), file);
      } catch (IOException failure) {
        throw PlumblineException.of(
            ErrorCode.INVALID_DATA, "Cannot write " + out + ": choose another --out", failure);
      }
      say("Written: " + out);
      return 0;
    }
  }

  /** Prints the newest checkpoint, for an auditor to keep. */
  @Command(
      name = "checkpoint",
      description =
          "Signs what is not signed yet and prints the newest checkpoint as JSON, for an auditor"
              + " to keep.",
      mixinStandardHelpOptions = true)
  int checkpoint(@Mixin HomeOption home) {
    try (Opened room = open(home)) {
      room.audit().checkpoint();
      room.audit().evidence().latest().map(ExportLines::checkpointText).ifPresent(this::say);
      return 0;
    }
  }

  /** Destroys a person's key, or what is kept about an entity. */
  @Command(
      name = "erase",
      description =
          "Destroys the key of what the trail holds about a person, which it survives; or removes the"
              + " memberships and features of an entity.",
      mixinStandardHelpOptions = true)
  int erase(
      @Mixin HomeOption home,
      @Option(
              names = "--subject",
              paramLabel = "USER",
              description = "User name, or strangers:YYYY-MM-DD for failed sign-ins of a day.")
          @Nullable String subject,
      @Option(
              names = "--entity",
              paramLabel = "NAME",
              description = "Whom answers are about, such as a customer's number.")
          @Nullable String entity,
      @Option(
              names = "--reason",
              required = true,
              description = "Why; it stays in the trail, so without names.")
          String reason) {
    if (entity != null && subject == null) {
      return erase(home, entity, reason);
    }
    if (subject == null || entity != null) {
      throw PlumblineException.of(
          ErrorCode.MISSING_FIELD, "Say whom to forget: either --subject USER or --entity NAME");
    }
    try (Opened room = open(home)) {
      Optional<Erasure.Erased> erased =
          room.audit().erasure().erase(subject, Actor.system("command-line"), reason);
      if (erased.isEmpty()) {
        throw nothing("sealed for", subject);
      }
      say("Erased; " + erased.get().pseudonym() + " stands for the person from now on.");
      if (erased.get().inTheClear() > 0) {
        say(
            "%d entries of before sealing name the person in the clear; erasing them would break the chain."
                .formatted(erased.get().inTheClear()));
      }
      return 0;
    }
  }

  private int erase(HomeOption home, String entity, String reason) {
    var ids = new TimeOrderedIds(InstantSource.system(), new SecureRandom());
    try (Opened room = open(home)) {
      EntityErasure.Erased erased =
          new SqlEntityErasure(room.database(), room.audit().trail(), ids::next)
              .erase(entity, Actor.system("command-line"), reason)
              .orElseThrow(() -> nothing("kept about", entity));
      say(
          "Erased %s memberships and features of %s models; answers in the log stay until they are dropped."
              .formatted(erased.memberships(), erased.features()));
      return 0;
    }
  }

  private static PlumblineException nothing(String kept, String name) {
    return PlumblineException.of(
        ErrorCode.NOT_FOUND,
        "Nothing is %s '%s': the name is wrong, or was erased before".formatted(kept, name));
  }

  /** Replaces the signing key. */
  @Command(
      name = "rotate-key",
      description =
          "Signs from now on with a new key, which the old one vouches for. Stop the service first.",
      mixinStandardHelpOptions = true)
  int rotateKey(@Mixin HomeOption home) {
    Home opened = home.open();
    try (var _ = opened.claimForServer();
        Opened room = Opened.of(opened)) {
      TrustedKey next = room.audit().rotateKey(Actor.system("command-line"));
      say("The new key is " + next.id() + "; give auditors its public half again.");
      return 0;
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "The claim on the data directory was lost", failure);
    }
  }

  /** The audit room of a data directory, opened for one command. */
  private record Opened(Database database, AuditRoom audit) implements AutoCloseable {
    static Opened of(Home home) {
      Database database = Database.open(home);
      boolean opened = false;
      try {
        var room = new Opened(database, AuditRoom.open(home, database, InstantSource.system()));
        opened = true;
        return room;
      } finally {
        if (!opened) {
          database.close();
        }
      }
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private static Opened open(HomeOption home) {
    return Opened.of(home.open());
  }
}
