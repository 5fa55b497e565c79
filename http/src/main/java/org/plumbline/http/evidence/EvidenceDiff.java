package org.plumbline.http.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.plumbline.governance.evidence.TreeDiff;

/**
 * What differs between what is known of two versions, or of one at two moments.
 *
 * @param before the version that is held against the other
 * @param changes in the order of the dossier; empty when nothing differs
 */
public record EvidenceDiff(String before, String after, List<TreeDiff.Change> changes) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public EvidenceDiff {
    changes = List.copyOf(changes);
  }

  /**
   * Holds two dossiers against each other.
   *
   * @param before the name of the first, such as {@code churn v2}
   * @param first its tree as a pack has it, or in memory
   */
  public static EvidenceDiff of(
      String before, Map<String, Object> first, String after, Map<String, Object> second) {
    return new EvidenceDiff(before, after, TreeDiff.of(written(first), written(second)).changes());
  }

  /** As JSON says it, so that a tree in memory compares with one that was read from a pack. */
  private static Map<String, Object> written(Map<String, Object> tree) {
    try {
      return read(EvidencePack.json(tree));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static Map<String, Object> read(byte[] dossier) throws IOException {
    return JSON.readValue(dossier, new TypeReference<>() {});
  }
}
