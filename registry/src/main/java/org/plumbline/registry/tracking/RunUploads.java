package org.plumbline.registry.tracking;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectStore;

/**
 * Takes large files of runs in parts, which may come at once, in any order and more than once. Safe
 * to share.
 *
 * <p>A part is an object behind a random salt: nothing else ever shares that object, so it is
 * deleted as soon as the upload ends. What a crash leaves behind is taken by the collector, and an
 * upload that nobody ends is forgotten after a day.
 */
public final class RunUploads {
  static final Duration LASTS = Duration.ofDays(1);
  private static final int SALT = 32;

  private final Transactions transactions;
  private final Tracking tracking;
  private final RunFiles files;
  private final UploadStore store;
  private final ObjectStore objects;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public RunUploads(
      Transactions transactions,
      Tracking tracking,
      RunFiles files,
      UploadStore store,
      ObjectStore objects,
      InstantSource clock) {
    this.transactions = transactions;
    this.tracking = tracking;
    this.files = files;
    this.store = store;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * Begins the upload of a file of one's own run.
   *
   * @throws PlumblineException NOT_FOUND; FORBIDDEN for another's run; INVALID_FIELD
   */
  public RunUpload begin(RunId run, String path, int parts, Actor actor) {
    var upload =
        new RunUpload(
            UUID.randomUUID(),
            run,
            path,
            parts,
            HexFormat.of().formatHex(randomBytes()),
            clock.instant().plus(LASTS),
            false);
    tracking.demandWritable(run, actor);
    delete(transactions.in(tx -> store.removeExpired(tx, clock.instant())));
    transactions.run(tx -> store.open(tx, upload));
    return upload;
  }

  /**
   * Keeps a part in constant memory; the same part sent before is replaced. The caller closes the
   * stream.
   *
   * @throws PlumblineException NOT_FOUND when the upload has ended; FORBIDDEN without the ticket of
   *     that part; BODY_TOO_LARGE
   */
  public UploadPart keep(UUID id, int number, String ticket, InputStream content) {
    RunUpload upload = load(id);
    if (!upload.admits(number, ticket)) {
      throw PlumblineException.of(
          ErrorCode.FORBIDDEN, "The ticket of part " + number + " of " + upload + " is not valid");
    }
    var counted = new BoundedStream(content, files.mostBytes());
    var digested = new DigestInputStream(counted, ContentHash.sha256());
    ContentHash object =
        objects.write(new SequenceInputStream(new ByteArrayInputStream(randomBytes()), digested));
    var part =
        new UploadPart(
            number, ContentHash.ofDigest(digested.getMessageDigest()), object, counted.count());
    try {
      note(id, part).ifPresent(objects::delete);
    } catch (PlumblineException refused) {
      objects.delete(object);
      throw refused;
    }
    return part;
  }

  private Optional<ContentHash> note(UUID id, UploadPart part) {
    return transactions.in(
        tx -> {
          if (!store.hold(tx, id)) {
            throw noUpload(id);
          }
          Optional<ContentHash> replaced = store.put(tx, id, part);
          if (store.bytes(tx, id) > files.mostBytes()) {
            throw BoundedStream.tooLarge(files.mostBytes());
          }
          return replaced;
        });
  }

  /**
   * Makes the file of its parts; doing so again changes nothing.
   *
   * @param told the hash of each part by number, as {@link #keep} gave it
   * @throws PlumblineException as {@link RunFiles#keep}; INVALID_DATA when a part is missing or
   *     other than told
   */
  public void complete(UUID id, RunId run, String path, Map<Integer, String> told, Actor actor) {
    RunUpload upload = load(id, run, path, actor);
    if (upload.done()) {
      return;
    }
    List<UploadPart> parts = store.parts(id);
    demandWhole(upload, parts, told);
    try (InputStream whole = new JoinedParts(parts, this::open)) {
      files.keep(run, path, whole, Optional.empty(), actor);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    delete(transactions.in(tx -> store.finish(tx, id)));
  }

  /**
   * Forgets the upload and its parts.
   *
   * @throws PlumblineException NOT_FOUND; FORBIDDEN for another's run
   */
  public void abort(UUID id, RunId run, String path, Actor actor) {
    load(id, run, path, actor);
    delete(transactions.in(tx -> store.remove(tx, id)));
  }

  private RunUpload load(UUID id) {
    return store
        .find(id)
        .filter(upload -> upload.expiresAt().isAfter(clock.instant()))
        .orElseThrow(() -> noUpload(id));
  }

  private RunUpload load(UUID id, RunId run, String path, Actor actor) {
    RunUpload upload = load(id);
    if (!upload.run().equals(run) || !upload.path().equals(path)) {
      throw noUpload(id);
    }
    tracking.demandWritable(run, actor);
    return upload;
  }

  private static PlumblineException noUpload(UUID id) {
    return PlumblineException.of(
        ErrorCode.NOT_FOUND,
        "There is no open upload " + id + " of that file: it was ended or has expired");
  }

  private static void demandWhole(
      RunUpload upload, List<UploadPart> parts, Map<Integer, String> told) {
    for (int number = 1; number <= upload.parts(); number++) {
      if (parts.size() < number || parts.get(number - 1).number() != number) {
        throw notWhole(upload, "part " + number + " has not come", "send it");
      }
      String hash = told.get(number);
      if (hash == null) {
        throw notWhole(upload, "part " + number + " is not among the parts", "name all of them");
      }
      if (!parts.get(number - 1).hash().hex().equals(hash)) {
        throw notWhole(upload, "part " + number + " came with another ETag", "send it again");
      }
    }
  }

  private static PlumblineException notWhole(RunUpload upload, String why, String wayOut) {
    return PlumblineException.of(
            ErrorCode.INVALID_DATA,
            "The %s has %s parts, and %s: %s".formatted(upload, upload.parts(), why, wayOut))
        .with("field", "parts");
  }

  private InputStream open(UploadPart part) throws IOException {
    InputStream bytes = objects.open(part.object());
    bytes.skipNBytes(SALT);
    return bytes;
  }

  private void delete(List<ContentHash> gone) {
    gone.forEach(objects::delete);
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[SALT];
    random.nextBytes(bytes);
    return bytes;
  }
}
