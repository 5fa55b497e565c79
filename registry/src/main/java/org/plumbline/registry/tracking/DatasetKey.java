package org.plumbline.registry.tracking;

/**
 * A data set by name and digest.
 *
 * @param digest empty where it was not told; in a search, empty for any
 */
public record DatasetKey(String name, String digest) implements Comparable<DatasetKey> {
  public DatasetKey {
    Limits.dataset(name, digest);
  }

  @Override
  public int compareTo(DatasetKey other) {
    int byName = name.compareTo(other.name);
    return byName == 0 ? digest.compareTo(other.digest) : byName;
  }

  @Override
  public String toString() {
    return digest.isEmpty() ? name : name + "@" + digest;
  }
}
