package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.exchange.PmmlPredicate.Truth;

/**
 * A tree of PMML, whose nodes have any number of children that ask any predicates in turn, as
 * binary nodes over inputs.
 *
 * <p>Walks the tree with the values that each input can still have. Where these leave the choice of
 * the child open, the first input that it hangs on is parted at the places where an answer changes;
 * so the binary tree chooses as the file says for every value, missing and unlisted ones included.
 */
final class PmmlTree {
  private static final int MAX_NODES = 1 << 20;
  private static final int MAX_CHILDREN = 4_096;
  private static final int STOP = -1;
  private static final int NO_ANSWER = -2;

  private final List<Input> inputs;
  private final PmmlInputs fields;
  private final Function<PmmlElement, double @Nullable []> score;
  private final String missing;
  private final boolean lastIfNone;
  private final List<Made> nodes = new ArrayList<>();

  private record Made(DraftNode.@Nullable Split split, double[] leaf, double cover) {}

  /** A node of the file with its predicates compiled, once however often it is copied. */
  private static final class Asked {
    final PmmlElement element;
    final List<Asked> children = new ArrayList<>();
    final List<PmmlPredicate> predicates = new ArrayList<>();
    final double cover;

    Asked(PmmlElement element, PmmlScope scope) {
      this.element = element;
      double records = element.number("recordCount", 0);
      if (records < 0) {
        throw element.refused("recordCount is " + records);
      }
      double below = 0;
      for (PmmlElement child : element.children()) {
        if (child.is("Node") || child.is("Attribute")) {
          children.add(new Asked(child, scope));
          predicates.add(PmmlPredicate.of(child, scope));
          below += children.getLast().cover;
        }
      }
      if (children.size() > MAX_CHILDREN) {
        throw element.refused(
            "it has " + children.size() + " children, at most " + MAX_CHILDREN + " are taken");
      }
      this.cover = records == 0 ? below : records;
    }
  }

  /**
   * @param score the values of a node, none if it has no score
   */
  PmmlTree(
      PmmlScope scope,
      Function<PmmlElement, double @Nullable []> score,
      String missingValueStrategy,
      boolean lastIfNone) {
    this.inputs = scope.inputs().list();
    this.fields = scope.inputs();
    this.score = score;
    this.missing = missingValueStrategy;
    this.lastIfNone = lastIfNone;
  }

  /** One tree per value of a leaf. */
  List<DraftTree> read(PmmlElement root, PmmlScope scope) {
    var asked = new Asked(root, scope);
    PmmlRegion[] regions = inputs.stream().map(PmmlRegion::all).toArray(PmmlRegion[]::new);
    walk(asked, regions);
    int width =
        nodes.stream().filter(n -> n.split() == null).findFirst().orElseThrow().leaf().length;
    var trees = new ArrayList<DraftTree>();
    for (int k = 0; k < width; k++) {
      var drafts = new ArrayList<DraftNode>();
      for (Made node : nodes) {
        DraftNode.Split split = node.split();
        drafts.add(split == null ? new DraftNode.Leaf(node.leaf()[k], node.cover()) : split);
      }
      trees.add(DraftTree.of(drafts, 0));
    }
    return trees;
  }

  private int reserve(Asked at) {
    if (nodes.size() >= MAX_NODES) {
      throw at.element.refused("as binary nodes the tree has more than " + MAX_NODES);
    }
    nodes.add(new Made(null, new double[0], 0));
    return nodes.size() - 1;
  }

  private int walk(Asked at, PmmlRegion[] regions) {
    if (at.children.isEmpty()) {
      return leaf(at, at.cover);
    }
    var choice = new Choice(at, regions);
    int child = choice.made();
    if (choice.open < 0) {
      return follow(at, child, regions);
    }
    int input = choice.open;
    List<PmmlRegion> parts = regions[input].parts(choice.cuts(input));
    var labels = new ArrayList<Object>();
    for (PmmlRegion part : parts) {
      PmmlRegion[] fixed = regions.clone();
      fixed[input] = part;
      var narrowed = new Choice(at, fixed);
      int found = narrowed.made();
      labels.add(narrowed.open < 0 ? (Object) found : choice.answers(input, part.slot()));
    }
    return part(at, regions, input, parts, labels);
  }

  private int follow(Asked at, int child, PmmlRegion[] regions) {
    if (child == STOP) {
      double below = at.children.stream().mapToDouble(c -> c.cover).sum();
      return leaf(at, Math.max(0, at.cover - below));
    }
    if (child == NO_ANSWER) {
      fields.note(
          "The file gives no answer where no child of a node holds (line "
              + at.element.line()
              + " is the first); ours goes on with the child of most records, else the last");
      int most = at.children.size() - 1;
      for (int c = most; c >= 0; c--) {
        most = at.children.get(c).cover > at.children.get(most).cover ? c : most;
      }
      return walk(at.children.get(most), regions);
    }
    return walk(at.children.get(child), regions);
  }

  private int leaf(Asked at, double cover) {
    double[] values = score.apply(at.element);
    if (values == null) {
      throw at.element.refused("it has no score");
    }
    int place = reserve(at);
    nodes.set(place, new Made(null, values, cover));
    return place;
  }

  /** Parts the values of an input so that those of one label stay together. */
  private int part(
      Asked at, PmmlRegion[] regions, int input, List<PmmlRegion> parts, List<Object> labels) {
    int missingAt = parts.getLast().missing() ? parts.size() - 1 : -1;
    boolean category = inputs.get(input).kind() == Input.Kind.CATEGORICAL;
    if (labels.stream().allMatch(label -> label.equals(labels.getFirst()))) {
      PmmlRegion[] all = regions.clone();
      all[input] = parts.stream().reduce(PmmlRegion::and).orElseThrow();
      return labels.getFirst() instanceof Integer child ? follow(at, child, all) : walk(at, all);
    }
    List<Integer> left = new ArrayList<>();
    NodeTest test;
    if (category) {
      Object label = known(parts, labels);
      var set = new BitSet();
      for (int i = 0; i < parts.size(); i++) {
        if (labels.get(i).equals(label)) {
          left.add(i);
          int slot = parts.get(i).slots().nextSetBit(0);
          if (slot > 0) {
            set.set(slot - 1);
          }
        }
      }
      test = new NodeTest.Among(set);
    } else {
      double cut = cut(parts, labels, missingAt);
      test = new NodeTest.Below(cut);
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).hasNumbers() && parts.get(i).low() < cut) {
          left.add(i);
        }
      }
      boolean alone = left.isEmpty();
      if (missingAt >= 0
          && (alone || left.stream().anyMatch(i -> labels.get(i).equals(labels.get(missingAt))))) {
        left.add(missingAt);
      }
    }
    boolean missingLeft = missingAt >= 0 && left.contains(missingAt);
    int place = reserve(at);
    int first = side(at, regions, input, parts, labels, left, true);
    int second = side(at, regions, input, parts, labels, left, false);
    double cover = nodes.get(first).cover() + nodes.get(second).cover();
    nodes.set(
        place,
        new Made(
            new DraftNode.Split(input, test, missingLeft, first, second, cover),
            new double[0],
            cover));
    return place;
  }

  private int side(
      Asked at,
      PmmlRegion[] regions,
      int input,
      List<PmmlRegion> parts,
      List<Object> labels,
      List<Integer> left,
      boolean wanted) {
    var some = new ArrayList<PmmlRegion>();
    var theirs = new ArrayList<Object>();
    var asked = new HashSet<>(left);
    for (int i = 0; i < parts.size(); i++) {
      if (asked.contains(i) == wanted) {
        some.add(parts.get(i));
        theirs.add(labels.get(i));
      }
    }
    return part(at, regions, input, some, theirs);
  }

  /** A label that unlisted categories do not have, because no set can name them. */
  private static Object known(List<PmmlRegion> parts, List<Object> labels) {
    Object unlisted = parts.getFirst().slots().get(0) ? labels.getFirst() : null;
    return labels.stream()
        .filter(label -> !Objects.equals(label, unlisted))
        .findFirst()
        .orElseThrow();
  }

  /** The middle place where the label changes; below all numbers where only missing ones differ. */
  private static double cut(List<PmmlRegion> parts, List<Object> labels, int missingAt) {
    int numbers = missingAt < 0 ? parts.size() : missingAt;
    var changes = new ArrayList<Double>();
    boolean alone = missingAt >= 0;
    for (int i = 0; i < numbers; i++) {
      if (i > 0 && !labels.get(i).equals(labels.get(i - 1))) {
        changes.add(parts.get(i).low());
      }
      alone &= !labels.get(i).equals(labels.get(missingAt < 0 ? 0 : missingAt));
    }
    // What goes with no number is parted first, else it would be asked on both sides.
    return changes.isEmpty() || alone ? -Double.MAX_VALUE : changes.get(changes.size() / 2);
  }

  /** Which child the values that are left choose, and the first input that it hangs on. */
  private final class Choice {
    private final Asked at;
    private final PmmlRegion[] regions;
    private int open = -1;

    Choice(Asked at, PmmlRegion[] regions) {
      this.at = at;
      this.regions = regions;
    }

    int made() {
      for (int c = 0; c < at.children.size(); c++) {
        Truth truth = truth(at.predicates.get(c));
        if (open >= 0) {
          return STOP;
        }
        if (truth == Truth.TRUE) {
          return c;
        }
        if (truth == Truth.UNKNOWN) {
          switch (missing) {
            case "defaultChild" -> {
              return defaultChild();
            }
            case "lastPrediction" -> {
              return STOP;
            }
            case "nullPrediction" -> {
              return NO_ANSWER;
            }
            default -> {}
          }
        }
      }
      return lastIfNone ? STOP : NO_ANSWER;
    }

    private int defaultChild() {
      String id = at.element.find("defaultChild");
      if (id == null) {
        return NO_ANSWER;
      }
      for (int c = 0; c < at.children.size(); c++) {
        if (id.equals(at.children.get(c).element.find("id"))) {
          return c;
        }
      }
      throw at.element.refused("defaultChild '" + id + "' is none of its children");
    }

    private Truth truth(PmmlPredicate predicate) {
      return switch (predicate) {
        case PmmlPredicate.Constant constant -> constant.truth();
        case PmmlPredicate.Simple simple -> one(simple);
        case PmmlPredicate.Compound compound -> joined(compound);
      };
    }

    private Truth one(PmmlPredicate.Simple simple) {
      int input = simple.value().input();
      Truth only = null;
      for (PmmlRegion part : regions[input].parts(simple.value().breaks())) {
        Truth truth = simple.at(part.slot());
        if (only != null && truth != only) {
          open = input;
          return Truth.UNKNOWN;
        }
        only = truth;
      }
      return only == null ? Truth.FALSE : only;
    }

    private Truth joined(PmmlPredicate.Compound compound) {
      boolean unknown = false;
      boolean odd = false;
      for (PmmlPredicate part : compound.parts()) {
        Truth truth = truth(part);
        if (open >= 0) {
          return Truth.UNKNOWN;
        }
        switch (compound.operator()) {
          case "surrogate" -> {
            if (truth != Truth.UNKNOWN) {
              return truth;
            }
            unknown = true;
          }
          case "xor" -> odd ^= truth == Truth.TRUE;
          default -> {
            boolean and = compound.operator().equals("and");
            if (truth == Truth.of(!and)) {
              return truth;
            }
          }
        }
        unknown |= truth == Truth.UNKNOWN;
      }
      return unknown
          ? Truth.UNKNOWN
          : Truth.of(compound.operator().equals("xor") ? odd : compound.operator().equals("and"));
    }

    /** Where the answers of this node's questions about an input can change. */
    double[] cuts(int input) {
      double[] cuts = new double[0];
      for (PmmlPredicate.Simple simple : questions(input)) {
        cuts = PmmlValue.union(cuts, simple.value().breaks());
      }
      return cuts;
    }

    List<Truth> answers(int input, double slot) {
      return questions(input).stream().map(simple -> simple.at(slot)).toList();
    }

    private List<PmmlPredicate.Simple> questions(int input) {
      var found = new ArrayList<PmmlPredicate.Simple>();
      at.predicates.forEach(predicate -> gather(predicate, input, found));
      return found;
    }

    private static void gather(
        PmmlPredicate predicate, int input, List<PmmlPredicate.Simple> found) {
      switch (predicate) {
        case PmmlPredicate.Simple simple when simple.value().input() == input -> found.add(simple);
        case PmmlPredicate.Compound compound ->
            compound.parts().forEach(part -> gather(part, input, found));
        default -> {}
      }
    }
  }
}
