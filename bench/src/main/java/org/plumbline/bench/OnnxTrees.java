package org.plumbline.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

/** A forest as an ONNX file with one TreeEnsembleRegressor, so that ONNX Runtime can be a peer. */
final class OnnxTrees {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private OnnxTrees() {}

  static byte[] of(Forest forest) {
    OnnxTrees operators = new OnnxTrees().text(1, "ai.onnx.ml").number(2, 3);
    OnnxTrees core = new OnnxTrees().text(1, "").number(2, 17);
    OnnxTrees graph =
        new OnnxTrees()
            .message(1, node(forest))
            .text(2, "forest")
            .message(11, value("x", forest.featureCount()))
            .message(12, value("y", 1));
    return new OnnxTrees()
        .number(1, 8)
        .message(7, graph)
        .message(8, operators)
        .message(8, core)
        .bytes
        .toByteArray();
  }

  private static OnnxTrees value(String name, int width) {
    OnnxTrees rows = new OnnxTrees().text(2, "N");
    OnnxTrees columns = new OnnxTrees().number(1, width);
    OnnxTrees shape = new OnnxTrees().message(1, rows).message(1, columns);
    OnnxTrees tensor = new OnnxTrees().number(1, 1).message(2, shape);
    return new OnnxTrees().text(1, name).message(2, new OnnxTrees().message(1, tensor));
  }

  private static OnnxTrees node(Forest forest) {
    List<Tree> trees = forest.trees();
    int size = trees.stream().mapToInt(Tree::nodeCount).sum();
    int[] tree = new int[size];
    int[] node = new int[size];
    for (int t = 0, i = 0; t < trees.size(); t++) {
      for (int n = 0; n < trees.get(t).nodeCount(); n++, i++) {
        tree[i] = t;
        node[i] = n;
      }
    }
    int[] leaves =
        IntStream.range(0, size).filter(i -> trees.get(tree[i]).isLeaf(node[i])).toArray();
    return new OnnxTrees()
        .text(1, "x")
        .text(2, "y")
        .text(4, "TreeEnsembleRegressor")
        .message(5, integer("n_targets", 1))
        .message(5, floats("base_values", 1, i -> forest.baseMargin(0)))
        .message(5, integers("nodes_treeids", size, i -> tree[i]))
        .message(5, integers("nodes_nodeids", size, i -> node[i]))
        .message(
            5,
            integers(
                "nodes_featureids", size, i -> Math.max(0, trees.get(tree[i]).feature(node[i]))))
        .message(
            5,
            integers(
                "nodes_missing_value_tracks_true",
                size,
                i -> trees.get(tree[i]).missingLeft(node[i]) ? 1 : 0))
        .message(
            5,
            integers("nodes_truenodeids", size, i -> Math.max(0, trees.get(tree[i]).left(node[i]))))
        .message(
            5,
            integers(
                "nodes_falsenodeids", size, i -> Math.max(0, trees.get(tree[i]).right(node[i]))))
        .message(5, floats("nodes_values", size, i -> trees.get(tree[i]).threshold(node[i])))
        .message(5, modes(size, trees, tree, node))
        .message(5, integers("target_ids", leaves.length, i -> 0))
        .message(5, integers("target_treeids", leaves.length, i -> tree[leaves[i]]))
        .message(5, integers("target_nodeids", leaves.length, i -> node[leaves[i]]))
        .message(
            5,
            floats(
                "target_weights",
                leaves.length,
                i -> trees.get(tree[leaves[i]]).leaf(node[leaves[i]])))
        .text(7, "ai.onnx.ml");
  }

  private static OnnxTrees modes(int size, List<Tree> trees, int[] tree, int[] node) {
    OnnxTrees modes = new OnnxTrees().text(1, "nodes_modes").number(20, 8);
    for (int i = 0; i < size; i++) {
      modes.text(9, trees.get(tree[i]).isLeaf(node[i]) ? "LEAF" : "BRANCH_LT");
    }
    return modes;
  }

  private static OnnxTrees integer(String name, long value) {
    return new OnnxTrees().text(1, name).number(3, value).number(20, 2);
  }

  private static OnnxTrees integers(String name, int count, IntToLongFunction value) {
    OnnxTrees attribute = new OnnxTrees().text(1, name).number(20, 7);
    for (int i = 0; i < count; i++) {
      attribute.number(8, value.applyAsLong(i));
    }
    return attribute;
  }

  private static OnnxTrees floats(String name, int count, IntToDoubleFunction value) {
    OnnxTrees attribute = new OnnxTrees().text(1, name).number(20, 6);
    for (int i = 0; i < count; i++) {
      attribute.tag(7, 5);
      ByteBuffer four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      attribute.bytes.writeBytes(four.putFloat((float) value.applyAsDouble(i)).array());
    }
    return attribute;
  }

  private OnnxTrees message(int field, OnnxTrees inner) {
    return bytes(field, inner.bytes.toByteArray());
  }

  private OnnxTrees text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxTrees bytes(int field, byte[] content) {
    tag(field, 2);
    variable(content.length);
    bytes.writeBytes(content);
    return this;
  }

  private OnnxTrees number(int field, long value) {
    tag(field, 0);
    variable(value);
    return this;
  }

  private void tag(int field, int kind) {
    variable((long) field << 3 | kind);
  }

  private void variable(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }
}
