package org.plumbline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerkleTest {
  private final Map<String, Digest> subtrees = new HashMap<>();

  /** RFC 6962 §2.1, by recursion: the oracle. */
  private static Digest root(List<Digest> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.of(new byte[0]);
    }
    if (leaves.size() == 1) {
      return MerkleTree.leaf(leaves.getFirst());
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.node(
        root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  private static List<Digest> leaves(int count) {
    var leaves = new ArrayList<Digest>();
    for (int i = 0; i < count; i++) {
      leaves.add(Sha256.of("leaf " + i));
    }
    return leaves;
  }

  private MerkleTree grown(List<Digest> leaves) {
    var tree = new MerkleTree((level, index, hash) -> subtrees.put(level + "/" + index, hash));
    leaves.forEach(tree::add);
    return tree;
  }

  private Digest subtree(int level, long index) {
    Digest hash = subtrees.get(level + "/" + index);
    assertThat(hash).as("complete subtree %s/%s", level, index).isNotNull();
    return java.util.Objects.requireNonNull(hash);
  }

  /** The empty tree's hash as RFC 6962 has it; the leaf and node prefixes by a script. */
  @Test
  void hashesAsTheStandardSays() {
    assertThat(new MerkleTree().root().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    var tree = new MerkleTree();
    tree.add(Digest.ZERO);
    tree.add(Digest.ZERO);

    assertThat(MerkleTree.leaf(Digest.ZERO).hex())
        .isEqualTo(HexFormat.of().formatHex(sha("00" + "00".repeat(32))));
    String leaf = MerkleTree.leaf(Digest.ZERO).hex();
    assertThat(tree.root().hex()).isEqualTo(HexFormat.of().formatHex(sha("01" + leaf + leaf)));
  }

  private static byte[] sha(String hex) {
    return Sha256.of(HexFormat.of().parseHex(hex)).bytes();
  }

  @Property(tries = 100)
  void growsToTheRootOfTheDefinition(@ForAll @IntRange(min = 0, max = 300) int count) {
    assertThat(grown(leaves(count)).root()).isEqualTo(root(leaves(count)));
  }

  @Property(tries = 50)
  void growsOnFromItsFrontier(
      @ForAll @IntRange(min = 0, max = 200) int first,
      @ForAll @IntRange(min = 0, max = 200) int more) {
    var all = leaves(first + more);
    var tree = grown(all.subList(0, first));

    var resumed = new MerkleTree(tree.size(), tree.frontier(), (level, index, hash) -> {});
    all.subList(first, first + more).forEach(resumed::add);

    assertThat(resumed.root()).isEqualTo(root(all));
  }

  @Property(tries = 150)
  void provesEachEntryAndNoOther(@ForAll @IntRange(min = 1, max = 140) int size) {
    var leaves = leaves(size);
    Digest root = grown(leaves).root();
    for (int index = 0; index < size; index++) {
      var path = MerkleProofs.inclusion(index, size, this::subtree);

      assertThat(MerkleProofs.includes(leaves.get(index), index, size, path, root)).isTrue();
      assertThat(MerkleProofs.includes(Sha256.of("other"), index, size, path, root)).isFalse();
      assertThat(MerkleProofs.includes(leaves.get(index), index ^ 1, size, path, root)).isFalse();
      assertThat(MerkleProofs.includes(leaves.get(index), index, size, path, Digest.ZERO))
          .isFalse();
      if (!path.isEmpty()) {
        assertThat(
                MerkleProofs.includes(
                    leaves.get(index), index, size, path.subList(1, path.size()), root))
            .isFalse();
      }
    }
  }

  @Property(tries = 150)
  void provesThatATreeBeginsWithASmallerOne(@ForAll @IntRange(min = 1, max = 140) int size) {
    var leaves = leaves(size);
    Digest root = grown(leaves).root();
    for (int from = 1; from <= size; from++) {
      var path = MerkleProofs.consistency(from, size, this::subtree);
      Digest before = root(leaves.subList(0, from));

      assertThat(MerkleProofs.extendsTree(from, before, size, root, path))
          .as("%s in %s", from, size)
          .isTrue();
      assertThat(MerkleProofs.extendsTree(from, Digest.ZERO, size, root, path)).isFalse();
      assertThat(MerkleProofs.extendsTree(from, before, size, Digest.ZERO, path)).isFalse();
      if (from > 1) {
        assertThat(MerkleProofs.extendsTree(from - 1, before, size, root, path)).isFalse();
      }
    }
  }

  @Test
  void refusesWhatIsNotInTheTree() {
    grown(leaves(3));

    assertThatThrownBy(() -> MerkleProofs.inclusion(3, 3, this::subtree))
        .hasMessage("Leaf 3 is not in a tree of 3 leaves");
    assertThatThrownBy(() -> MerkleProofs.consistency(0, 3, this::subtree))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MerkleTree(3, List.of(), (level, index, hash) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
