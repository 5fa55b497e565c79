package org.plumbline.registry.tracking;

import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.LiveObjects;
import org.plumbline.registry.ObjectStore;

/**
 * The files that runs leave: their bytes in the object store, their paths in an index. Safe to
 * share.
 *
 * <p>A file is noted only when all its bytes are kept, so an upload that breaks off is absent. A
 * path is a name and never leads anywhere but into its run.
 */
public final class RunFiles {
  public static final int PAGE = 1_000;

  private final Transactions transactions;
  private final Tracking tracking;
  private final RunLog log;
  private final ObjectStore objects;
  private final LiveObjects live;
  private final InstantSource clock;
  private final long mostBytes;

  /**
   * Wires the room.
   *
   * @param mostBytes how large a file may be
   */
  public RunFiles(
      Transactions transactions,
      Tracking tracking,
      RunLog log,
      ObjectStore objects,
      LiveObjects live,
      InstantSource clock,
      long mostBytes) {
    this.transactions = transactions;
    this.tracking = tracking;
    this.log = log;
    this.objects = objects;
    this.live = live;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /** How large a file may be. */
  long mostBytes() {
    return mostBytes;
  }

  /** A file with its bytes, which whoever asked for them closes. */
  public record Content(RunArtifact file, InputStream bytes) {}

  /**
   * Keeps what the stream holds as a file of one's own run, in constant memory; one of the same
   * path is replaced. The caller closes the stream.
   *
   * @param told what the sender says that the hash is
   * @throws PlumblineException NOT_FOUND; FORBIDDEN for another's run; CONFLICT for a deleted one,
   *     or where a file would be a directory too; BODY_TOO_LARGE; INVALID_DATA when other bytes
   *     came than were told
   */
  public RunArtifact keep(
      RunId run, String path, InputStream content, Optional<ContentHash> told, Actor actor) {
    Limits.artifactPath(path);
    tracking.demandWritable(run, actor);
    var counted = new BoundedStream(content, mostBytes);
    ContentHash hash = objects.write(counted);
    if (told.isPresent() && !told.get().equals(hash)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "What came for '%s' has the SHA-256 %s and not %s: send it again"
                  .formatted(path, hash, told.get()))
          .with("path", path);
    }
    var file =
        new RunArtifact(
            path, hash, counted.count(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    transactions.run(
        tx -> {
          live.share(tx);
          if (!objects.contains(hash)) {
            throw PlumblineException.of(
                ErrorCode.STORE_UNAVAILABLE,
                "The bytes of '" + path + "' were collected before they were noted: send it again");
          }
          tracking.logArtifact(tx, run, file, actor);
        });
    return file;
  }

  /**
   * The file with its bytes; the reading that would end changed ones throws TAMPERED instead.
   *
   * @throws PlumblineException NOT_FOUND without the run or the file
   */
  public Content open(RunId run, String path) {
    Limits.artifactPath(path);
    tracking.loadRun(run);
    RunArtifact file = log.findArtifact(run, path).orElseThrow(() -> noFile(run, path));
    return new Content(file, objects.open(file.hash()));
  }

  /**
   * What lies directly below a directory, by path.
   *
   * @param directory empty for the root
   * @param after the {@code next} of the page before
   */
  public RunEntryPage list(RunId run, String directory, int limit, @Nullable String after) {
    return tracking.entries(run, directory, limit, after);
  }

  /**
   * Takes a file away, or all below a directory; the collector removes their bytes later.
   *
   * @throws PlumblineException NOT_FOUND when there is neither
   */
  public int remove(RunId run, String path, Actor actor) {
    int removed = tracking.removeArtifacts(run, path, actor);
    if (removed == 0) {
      throw noFile(run, path);
    }
    return removed;
  }

  private static PlumblineException noFile(RunId run, String path) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "Run " + run + " has no file '" + path + "'")
        .with("path", path);
  }
}
