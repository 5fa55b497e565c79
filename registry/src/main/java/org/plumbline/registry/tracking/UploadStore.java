package org.plumbline.registry.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.ContentHash;

/** Keeps uploads that come in parts. Safe to share. */
public interface UploadStore {
  void open(Tx tx, RunUpload upload);

  Optional<RunUpload> find(UUID upload);

  /** Its parts by number. */
  List<UploadPart> parts(UUID upload);

  /** Holds the upload until the transaction ends; false when it is done or gone. */
  boolean hold(Tx tx, UUID upload);

  /** Notes a part and gives the object of the one that it replaces. */
  Optional<ContentHash> put(Tx tx, UUID upload, UploadPart part);

  /** How many bytes its parts have. */
  long bytes(Tx tx, UUID upload);

  /** Marks the upload as done, forgets its parts and gives their objects. */
  List<ContentHash> finish(Tx tx, UUID upload);

  /** Forgets the upload with its parts and gives their objects. */
  List<ContentHash> remove(Tx tx, UUID upload);

  /** Forgets what should have ended before, done or not, and gives the objects of its parts. */
  List<ContentHash> removeExpired(Tx tx, Instant now);
}
