package org.plumbline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.ExportCheck;
import org.plumbline.verifier.ExportLines;
import org.plumbline.verifier.SealedBlock;
import org.plumbline.verifier.TrustedKey;

/**
 * How fast an export of the audit trail is verified, as an auditor does it: from its lines alone.
 */
public final class ExportScale {
  private static final int ENTRIES = 300_000;
  private static final int ROUNDS = 5;
  private static final long START = 1_780_000_000_000_000L;

  private ExportScale() {}

  public static void main(String[] arguments) throws IOException {
    byte[] export = export();
    System.out.printf(
        "export: %,d entries of %,d bytes a line%n", ENTRIES, export.length / ENTRIES);
    for (int round = 1; round <= ROUNDS; round++) {
      long cpu = processorNanos();
      long start = System.nanoTime();
      ExportCheck.Outcome outcome =
          new ExportCheck(List.of(), Optional.empty()).verify(new ByteArrayInputStream(export));
      double seconds = (System.nanoTime() - start) / 1e9;
      if (outcome.report().entries() != ENTRIES || !outcome.report().holds()) {
        throw new IllegalStateException(outcome.toString());
      }
      System.out.printf(
          "verify an export: %,.0f entries/s; %,.0f a second of one processor%n",
          ENTRIES / seconds, ENTRIES * 1e9 / (processorNanos() - cpu));
    }
  }

  /** What this process has used, which other programs do not disturb as they do the clock. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static byte[] export() throws IOException {
    var out = new ByteArrayOutputStream(1 << 28);
    var keys = List.<TrustedKey>of();
    line(out, ExportLines.header(ExportLines.Extent.CHAIN, 1, START, keys, null));
    Digest head = Digest.ZERO;
    for (int i = 1; i <= ENTRIES; i++) {
      byte[] salt = new byte[CanonicalForm.SALT_BYTES];
      salt[0] = (byte) i;
      var opened = new SealedBlock.Opened(salt, List.of("user" + i % 100, "10.0.0." + i % 250));
      var block =
          new SealedBlock(
              "p" + i % 100 + "-0123456789abcdef",
              List.of("actor", "address"),
              CanonicalForm.commitment(opened),
              Base64.getDecoder().decode("AAAA".repeat(24)));
      var content =
          new Content(
              new Content.Who("p" + i % 100 + "-0123456789abcdef", null, "request-" + i, null),
              "model.kill",
              "model",
              "model-" + i % 1_000,
              new TreeMap<>(Map.of("killed", "false", "reason", "")),
              new TreeMap<>(Map.of("killed", "true", "reason", "agreed with the owner")),
              "a drill among10 of the season",
              null,
              List.of(block));
      ChainEntry entry = ChainEntry.sealed(2, i, START + i * 1_000L, content, head);
      head = entry.hash();
      line(out, ExportLines.entry(entry, List.of(opened), null));
    }
    line(out, ExportLines.end(ENTRIES, 0, ENTRIES, head));
    return out.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
