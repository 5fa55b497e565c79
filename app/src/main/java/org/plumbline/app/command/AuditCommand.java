package org.plumbline.app.command;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.ChainVerification;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.audit.SqlAuditTrail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the audit trail of a data directory. */
@Command(
    name = "audit",
    description = "Verifies the audit trail.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(commandSpec().commandLine(), "Say what to do: verify");
  }

  /** Exits with 0 when the chain holds and 1 when it is broken. */
  @Command(
      name = "verify",
      description = "Reads the whole chain and names the first entry that was touched.",
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin HomeOption home,
      @Option(names = "--json", description = "Print one JSON object and nothing else.")
          boolean json) {
    try (Database database = Database.open(home.open())) {
      ChainVerification found = new SqlAuditTrail(database, InstantSource.system()).verify();
      PrintWriter out = commandSpec().commandLine().getOut();
      out.println(json ? Json.write(answer(found)) : text(found));
      out.flush();
      return found.valid() ? 0 : 1;
    }
  }

  private static Map<String, Object> answer(ChainVerification found) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("valid", found.valid());
    answer.put("entries", found.entries());
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

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
