package org.plumbline.http.audit;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.ChainVerification;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Fault;
import org.plumbline.verifier.Micros;
import org.plumbline.verifier.PublicKeys;
import org.plumbline.verifier.TrustedKey;

/** The audit trail on the wire. */
final class AuditViews {
  private AuditViews() {}

  record Page(List<Entry> items, @Nullable String next) {}

  record Entry(
      long sequence,
      Instant at,
      String actor,
      @Nullable String onBehalfOf,
      String action,
      String objectKind,
      String objectId,
      String outcome,
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      @Nullable String reason,
      @Nullable String requestId,
      @Nullable String address,
      List<String> erased,
      int form,
      String previous,
      String hash) {
    static Entry of(AuditEntry entry) {
      AuditEvent event = entry.event();
      return new Entry(
          entry.sequence(),
          entry.at(),
          event.actor().username(),
          event.actor().onBehalfOf(),
          event.action(),
          event.objectKind(),
          event.objectId(),
          event.outcome().code().orElse("done"),
          event.before(),
          event.after(),
          event.reason(),
          event.actor().requestId(),
          event.actor().address(),
          entry.erased().stream().sorted().toList(),
          entry.stored().form(),
          entry.previous().hex(),
          entry.hash().hex());
    }
  }

  record Verification(
      boolean valid,
      long entries,
      long checkpoints,
      @Nullable String fault,
      @Nullable Long firstBroken,
      String detail,
      Instant checkedAt) {
    static Verification of(ChainVerification found) {
      return new Verification(
          found.valid(),
          found.entries(),
          found.checkpoints(),
          found.fault().map(fault -> name(fault.kind())).orElse(null),
          found.fault().map(Fault::sequence).orElse(null),
          found.detail(),
          found.checkedAt());
    }

    private static String name(Fault.Kind kind) {
      return kind.name().toLowerCase(Locale.ROOT);
    }
  }

  record VerificationRun(
      String id,
      String state,
      Instant startedAt,
      long done,
      long total,
      @Nullable Verification result) {
    static VerificationRun of(Verifications.Run run) {
      return new VerificationRun(
          run.id().toString(),
          run.state(),
          run.startedAt(),
          run.done(),
          run.total(),
          run.result().map(Verification::of).orElse(null));
    }
  }

  record CheckpointPage(List<Signed> items, @Nullable String next) {}

  /** A checkpoint; times as the signed text has them, or the text could not be made again. */
  record Signed(
      long number,
      long size,
      String root,
      String head,
      String at,
      String previous,
      String key,
      String signature) {
    static Signed of(Checkpoint checkpoint) {
      return new Signed(
          checkpoint.number(),
          checkpoint.size(),
          checkpoint.root().hex(),
          checkpoint.head().hex(),
          Micros.text(checkpoint.micros()),
          checkpoint.previous().hex(),
          checkpoint.key(),
          base64(checkpoint.signature()));
    }
  }

  record Keys(List<Key> items) {}

  record Key(
      String id, String publicKey, @Nullable String endorsedBy, @Nullable String endorsement) {
    static Key of(TrustedKey key) {
      byte[] endorsement = key.endorsement();
      return new Key(
          key.id(),
          PublicKeys.text(key.key()),
          key.endorsedBy(),
          endorsement == null ? null : base64(endorsement));
    }
  }

  record Inclusion(long sequence, String hash, Signed checkpoint, List<String> path) {
    static Inclusion of(AuditEvidence.Inclusion proof) {
      return new Inclusion(
          proof.entry().sequence(),
          proof.entry().hash().hex(),
          Signed.of(proof.checkpoint()),
          proof.path().stream().map(Digest::hex).toList());
    }
  }

  record Consistency(Signed from, Signed to, List<String> path) {
    static Consistency of(AuditEvidence.Consistency proof) {
      return new Consistency(
          Signed.of(proof.from()),
          Signed.of(proof.to()),
          proof.path().stream().map(Digest::hex).toList());
    }
  }

  record ErasureRequest(
      @Nullable String subject, @Nullable String entity, @Nullable String reason) {}

  record Erased(@Nullable String pseudonym, long inTheClear, int memberships, int features) {}

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
