package org.plumbline.registry.document;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.Subject;

/** Where documents are noted; their bytes lie in the object store. */
public interface DocumentStore {
  void add(Tx tx, Document document);

  /** Whether there is a model, and a version where one is meant. */
  boolean exists(Tx tx, Subject subject);

  /** All documents of a model and its versions, newest first. */
  List<Document> list(ModelName model);

  Optional<Document> find(ModelName model, UUID id);
}
