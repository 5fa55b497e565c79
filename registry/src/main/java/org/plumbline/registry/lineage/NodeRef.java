package org.plumbline.registry.lineage;

import static org.plumbline.kernel.Require.require;

import org.plumbline.kernel.VersionId;

/** Names one node of the graph. */
public record NodeRef(NodeKind kind, String id) {
  public static final int LONGEST_ID = 300;

  public NodeRef {
    require(
        !id.isBlank() && id.length() <= LONGEST_ID, "A node's id has 1 to %s signs", LONGEST_ID);
  }

  public static NodeRef source(String sha256) {
    return new NodeRef(NodeKind.SOURCE, sha256);
  }

  public static NodeRef version(VersionId version) {
    return new NodeRef(NodeKind.VERSION, id(version));
  }

  public static NodeRef deployment(long position) {
    return new NodeRef(NodeKind.DEPLOYMENT, Long.toString(position));
  }

  public static NodeRef predictions(VersionId version) {
    return new NodeRef(NodeKind.PREDICTIONS, id(version));
  }

  private static String id(VersionId version) {
    return version.model() + ":" + version.number().value();
  }

  @Override
  public String toString() {
    return kind.wireName() + " " + id;
  }
}
