package org.plumbline.verifier;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an export, written: a header, then entries and checkpoints in their order, then the
 * end. {@code docs/audit.md} tells them member by member.
 */
public final class ExportLines {
  static final String FORMAT = "plumbline-audit-export-1";

  private ExportLines() {}

  /** Which entries an export holds. */
  public enum Extent {
    /** The chain without a gap: missing entries are found. */
    CHAIN,
    /** Some entries: each is checked by itself; what is missing cannot be told. */
    SELECTION,
    /** Some entries, each with the proof that it is in the chain of the checkpoint. */
    PROOF;

    String wireName() {
      return switch (this) {
        case CHAIN -> "chain";
        case SELECTION -> "selection";
        case PROOF -> "proof";
      };
    }
  }

  /**
   * The first line.
   *
   * @param first the first entry of a chain
   * @param checkpoint what the proofs lead to, absent unless there are proofs
   */
  public static String header(
      Extent extent,
      long first,
      long exportedMicros,
      List<TrustedKey> keys,
      @Nullable Checkpoint checkpoint) {
    var line =
        new JsonLine()
            .text("format", FORMAT)
            .text("extent", extent.wireName())
            .number("first", first)
            .text("exportedAt", Micros.text(exportedMicros))
            .objects("keys", keys.stream().map(ExportLines::key).toList());
    if (checkpoint != null) {
      line.object("checkpoint", checkpoint(checkpoint));
    }
    return line.end();
  }

  /**
   * An entry.
   *
   * @param opened what the sealed blocks hide, in their order, null where it is erased; may be
   *     empty when nothing is to be shown
   * @param proof the path to the checkpoint's root, absent unless there are proofs
   */
  public static String entry(
      ChainEntry entry, List<SealedBlock.@Nullable Opened> opened, @Nullable List<Digest> proof) {
    Content content = entry.content();
    var line =
        new JsonLine()
            .number("sequence", entry.sequence())
            .number("form", entry.form())
            .text("at", Micros.text(entry.micros()))
            .text("actor", content.who().actor())
            .text("onBehalfOf", content.who().onBehalfOf())
            .text("requestId", content.who().requestId())
            .text("address", content.who().address())
            .text("action", content.action())
            .text("objectKind", content.objectKind())
            .text("objectId", content.objectId())
            .map("before", content.before())
            .map("after", content.after())
            .text("reason", content.reason())
            .text("problem", content.problem())
            .objects("sealed", blocks(content.sealed(), opened))
            .text("previous", entry.previous().hex())
            .text("hash", entry.hash().hex());
    if (proof != null) {
      line.texts("proof", proof.stream().map(Digest::hex).toList());
    }
    return line.end();
  }

  private static List<JsonLine> blocks(
      List<SealedBlock> blocks, List<SealedBlock.@Nullable Opened> opened) {
    var lines = new ArrayList<JsonLine>();
    for (int i = 0; i < blocks.size(); i++) {
      SealedBlock block = blocks.get(i);
      var line =
          new JsonLine()
              .text("subject", block.subject())
              .texts("fields", block.fields())
              .text("commitment", block.commitment().hex())
              .text("sealed", base64(block.sealed()));
      SealedBlock.Opened shown = i < opened.size() ? opened.get(i) : null;
      if (shown != null) {
        line.object(
            "opened",
            new JsonLine().text("salt", base64(shown.salt())).texts("values", shown.values()));
      }
      lines.add(line);
    }
    return lines;
  }

  /** A checkpoint among the entries, behind the last that it covers. */
  public static String line(Checkpoint checkpoint) {
    return new JsonLine().object("checkpoint", checkpoint(checkpoint)).end();
  }

  /** A checkpoint by itself, as an auditor keeps it. */
  public static String checkpointText(Checkpoint checkpoint) {
    return checkpoint(checkpoint).end();
  }

  /**
   * The last line.
   *
   * @param last the number of the last entry, and {@code head} its hash
   * @param checkpoints how many lines were checkpoints
   */
  public static String end(long entries, long checkpoints, long last, Digest head) {
    return new JsonLine()
        .object(
            "end",
            new JsonLine()
                .number("entries", entries)
                .number("checkpoints", checkpoints)
                .number("last", last)
                .text("head", head.hex()))
        .end();
  }

  private static JsonLine checkpoint(Checkpoint checkpoint) {
    return new JsonLine()
        .number("number", checkpoint.number())
        .number("size", checkpoint.size())
        .text("root", checkpoint.root().hex())
        .text("head", checkpoint.head().hex())
        .text("at", Micros.text(checkpoint.micros()))
        .text("previous", checkpoint.previous().hex())
        .text("key", checkpoint.key())
        .text("signature", base64(checkpoint.signature()));
  }

  private static JsonLine key(TrustedKey key) {
    byte[] endorsement = key.endorsement();
    return new JsonLine()
        .text("id", key.id())
        .text("publicKey", PublicKeys.text(key.key()))
        .text("endorsedBy", key.endorsedBy())
        .text("endorsement", endorsement == null ? null : base64(endorsement));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
