package org.plumbline.registry.lineage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.plumbline.registry.ContentHash;

/**
 * A data set outside of Plumbline.
 *
 * @param contentHash SHA-256 of its bytes, where its version facet is one: ties it to our sources
 */
public record ToldDataset(String namespace, String name, Optional<String> contentHash) {
  /** The same namespace and name are the same node; neither can hold the line feed. */
  public NodeRef ref() {
    String both = namespace + "\n" + name;
    return new NodeRef(
        NodeKind.DATASET, ContentHash.of(both.getBytes(StandardCharsets.UTF_8)).hex());
  }
}
