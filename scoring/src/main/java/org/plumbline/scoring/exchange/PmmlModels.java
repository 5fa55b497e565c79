package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.exchange.PmmlPredicate.Truth;

/** The models of a file, one within the other, as sums with a link. */
final class PmmlModels {
  static final List<String> TAKEN =
      List.of("TreeModel", "MiningModel", "RegressionModel", "Scorecard");

  private static final int MAX_DEPTH = 8;

  private final PmmlInputs inputs;

  PmmlModels(PmmlInputs inputs) {
    this.inputs = inputs;
  }

  PmmlAnswer answer(PmmlElement model, PmmlScope scope, int depth) {
    if (depth > MAX_DEPTH) {
      throw model.refused("models stand within more than " + MAX_DEPTH + " others");
    }
    if (model.attribute("isScorable", "true").equals("false")) {
      throw model.refused("it says of itself that it cannot be scored");
    }
    PmmlAnswer answer =
        switch (model.name()) {
          case "RegressionModel" -> new PmmlRegression(model, scope).answer();
          case "TreeModel" -> tree(model, scope, false);
          case "MiningModel" -> mining(model, scope, depth);
          case "Scorecard" -> scorecard(model, scope);
          default ->
              throw model.refused(
                  "this model is not taken; taken are " + TAKEN + "; save it as one of these");
        };
    return targeted(model, answer);
  }

  /** A value brought to another scale. */
  private static PmmlAnswer targeted(PmmlElement model, PmmlAnswer answer) {
    PmmlElement target =
        model.first("Targets").flatMap(targets -> targets.first("Target")).orElse(null);
    if (target == null || !answer.isValue()) {
      return answer;
    }
    if (target.has("min") || target.has("max") || target.has("castInteger")) {
      throw target.refused("min, max and castInteger are not taken; remove them");
    }
    double factor = target.number("rescaleFactor", 1);
    double constant = target.number("rescaleConstant", 0);
    if (factor == 1 && constant == 0) {
      return answer;
    }
    if (answer.link() != Link.Standard.IDENTITY) {
      throw target.refused("a value behind a normalisation is rescaled, which is not taken");
    }
    PmmlSum sum = answer.sums().getFirst();
    boolean floats =
        factor == 1
            && sum.constant() == 0
            && sum.terms().size() == 1
            && sum.terms().getFirst() instanceof PmmlSum.Trees trees
            && trees.inFloat();
    if (floats && sum.terms().getFirst() instanceof PmmlSum.Trees trees) {
      // In the order of the library that wrote it, which begins its sum of floats with the base.
      var based =
          new PmmlSum.Trees(
              trees.weight(), trees.base() + constant, trees.trees(), true, trees.divisor());
      return new PmmlAnswer(List.of(), List.of(PmmlSum.of(based)), answer.link());
    }
    return new PmmlAnswer(
        List.of(), List.of(sum.times(factor).plus(PmmlSum.constant(constant))), answer.link());
  }

  /**
   * @param votes whether the likeliest class has all of a leaf
   */
  private PmmlAnswer tree(PmmlElement model, PmmlScope scope, boolean votes) {
    String missing = model.attribute("missingValueStrategy", "none");
    if (!List.of("none", "defaultChild", "lastPrediction", "nullPrediction").contains(missing)) {
      throw model.refused(
          "missingValueStrategy="
              + missing
              + " weighs several leaves and is not taken; use defaultChild");
    }
    boolean last =
        switch (model.attribute("noTrueChildStrategy", "returnNullPrediction")) {
          case "returnLastPrediction" -> true;
          case "returnNullPrediction" -> false;
          default -> throw model.refused("noTrueChildStrategy is unknown");
        };
    PmmlElement root = model.only("Node");
    requireTrue(root, scope, "the root of a tree");
    boolean classes = model.attribute("functionName").equals("classification");
    List<String> labels = classes ? labels(model, root) : List.of();
    boolean inFloat = isFloat(model);
    var reader =
        new PmmlTree(
            scope,
            node -> classes ? shares(node, labels, votes) : value(node, inFloat),
            missing,
            last);
    List<PmmlSum> sums = new ArrayList<>();
    for (DraftTree tree : reader.read(root, scope)) {
      sums.add(PmmlSum.of(new PmmlSum.Trees(1, 0, List.of(tree), inFloat && !classes, 1)));
    }
    return new PmmlAnswer(labels, sums, classes ? Link.Standard.SHARES : Link.Standard.IDENTITY);
  }

  static boolean isFloat(PmmlElement model) {
    return model.attribute("x-mathContext", "double").equals("float");
  }

  private void requireTrue(PmmlElement element, PmmlScope scope, String what) {
    boolean holds =
        PmmlPredicate.of(element, scope) instanceof PmmlPredicate.Constant constant
            && constant.truth() == Truth.TRUE;
    if (!holds) {
      throw element.refused(
          what + " asks something; only True is taken there, move the question inside");
    }
  }

  private static double @Nullable [] value(PmmlElement node, boolean inFloat) {
    demandPlain(node);
    String score = node.find("score");
    if (score == null) {
      return null;
    }
    double value = node.number("score", score);
    return new double[] {inFloat ? (float) value : value};
  }

  private static void demandPlain(PmmlElement node) {
    for (PmmlElement child : node.children()) {
      if (!PmmlPredicate.ELEMENTS.contains(child.name())
          && !List.of("Node", "ScoreDistribution", "Partition").contains(child.name())) {
        throw child.refused("it is not taken within a Node; nodes hold scores");
      }
    }
  }

  private static double @Nullable [] shares(PmmlElement node, List<String> labels, boolean votes) {
    demandPlain(node);
    double[] shares = new double[labels.size()];
    List<PmmlElement> parts = node.all("ScoreDistribution");
    String score = node.find("score");
    if (parts.isEmpty() || (votes && score != null)) {
      if (score == null) {
        return null;
      }
      shares[label(node, labels, score)] = 1;
      return shares;
    }
    boolean told = parts.stream().allMatch(part -> part.has("probability"));
    double all = 0;
    for (PmmlElement part : parts) {
      double share = part.number(told ? "probability" : "recordCount");
      if (share < 0) {
        throw part.refused("a share is " + share);
      }
      shares[label(part, labels, part.attribute("value"))] += share;
      all += share;
    }
    if (!(all > 0)) {
      throw node.refused("the shares of its classes are all 0");
    }
    if (votes) {
      int top = 0;
      for (int k = 0; k < shares.length; k++) {
        top = shares[k] > shares[top] ? k : top;
      }
      Arrays.fill(shares, 0);
      shares[top] = 1;
    } else if (!told) {
      for (int k = 0; k < shares.length; k++) {
        shares[k] /= all;
      }
    }
    return shares;
  }

  private static int label(PmmlElement element, List<String> labels, String name) {
    int place = labels.indexOf(name);
    if (place < 0) {
      throw element.refused("'" + name + "' is none of the classes " + labels);
    }
    return place;
  }

  /** The classes as the dictionary lists them, else as the leaves name them. */
  private List<String> labels(PmmlElement model, PmmlElement root) {
    Set<String> labels = new LinkedHashSet<>();
    for (PmmlElement field : model.only("MiningSchema").all("MiningField")) {
      PmmlElement data = inputs.field(field.attribute("name"));
      if (List.of("target", "predicted").contains(field.attribute("usageType", "active"))
          && data != null) {
        data.all("Value").forEach(value -> labels.add(value.attribute("value")));
      }
    }
    if (labels.isEmpty()) {
      gather(root, labels);
    }
    if (labels.size() < 2) {
      throw model.refused("it knows the classes " + labels + ", needs two");
    }
    return List.copyOf(labels);
  }

  private static void gather(PmmlElement node, Set<String> labels) {
    if (node.has("score")) {
      labels.add(node.attribute("score"));
    }
    node.all("ScoreDistribution").forEach(part -> labels.add(part.attribute("value")));
    node.all("Node").forEach(child -> gather(child, labels));
  }

  private PmmlAnswer scorecard(PmmlElement model, PmmlScope scope) {
    var trees = new ArrayList<DraftTree>();
    for (PmmlElement characteristic : model.only("Characteristics").all("Characteristic")) {
      var reader = new PmmlTree(scope, PmmlModels::points, "none", false);
      trees.addAll(reader.read(characteristic, scope));
    }
    if (trees.isEmpty()) {
      throw model.refused("it has no characteristic");
    }
    if (!model.attribute("useReasonCodes", "true").equals("false")) {
      inputs.note(
          "The reason codes of the scorecard are not taken over: reasons here are exact"
              + " contributions of the inputs");
    }
    PmmlSum sum = PmmlSum.of(new PmmlSum.Trees(1, 0, trees, false, 1));
    return new PmmlAnswer(
        List.of(),
        List.of(sum.plus(PmmlSum.constant(model.number("initialScore", 0)))),
        Link.Standard.IDENTITY);
  }

  private static double @Nullable [] points(PmmlElement attribute) {
    if (attribute.is("Attribute") && attribute.first("ComplexPartialScore").isPresent()) {
      throw attribute.refused("ComplexPartialScore is not taken; write the score out");
    }
    return attribute.has("partialScore") ? new double[] {attribute.number("partialScore")} : null;
  }

  private PmmlAnswer mining(PmmlElement model, PmmlScope scope, int depth) {
    PmmlElement segmentation = model.only("Segmentation");
    List<PmmlElement> segments = segmentation.all("Segment");
    if (segments.isEmpty()) {
      throw segmentation.refused("it has no segment");
    }
    String method = segmentation.attribute("multipleModelMethod");
    for (PmmlElement segment : segments) {
      requireTrue(segment, scope, "a segment");
    }
    return switch (method) {
      case "modelChain" -> chain(segments, scope, depth);
      case "selectFirst" -> chain(segments.subList(0, 1), scope, depth);
      case "sum",
          "average",
          "weightedAverage",
          "weightedSum",
          "majorityVote",
          "weightedMajorityVote" ->
          joined(model, segmentation, segments, scope, depth);
      default ->
          throw segmentation.refused(
              "multipleModelMethod="
                  + method
                  + " is no sum and is not taken; taken are sum, average, weightedAverage,"
                  + " weightedSum, majorityVote, weightedMajorityVote, modelChain and selectFirst");
    };
  }

  private static PmmlElement inner(PmmlElement segment) {
    PmmlElement last = segment.children().getLast();
    if (PmmlPredicate.ELEMENTS.contains(last.name())) {
      throw segment.refused("it holds no model");
    }
    return last;
  }

  private PmmlAnswer chain(List<PmmlElement> segments, PmmlScope scope, int depth) {
    PmmlAnswer answer = null;
    for (int i = 0; i < segments.size(); i++) {
      PmmlElement model = inner(segments.get(i));
      var own = new PmmlScope(inputs, scope, model);
      answer = answer(model, own, depth + 1);
      PmmlElement output = model.first("Output").orElse(null);
      if (output != null && i < segments.size() - 1) {
        outputs(output, answer, scope);
      }
    }
    if (answer == null) {
      throw segments.getFirst().refused("it has no answer");
    }
    return answer;
  }

  /** What later segments may read; what they cannot is no field, and refused where it is read. */
  private static void outputs(PmmlElement output, PmmlAnswer answer, PmmlScope scope) {
    for (PmmlElement field : output.all("OutputField")) {
      String name = field.attribute("name");
      String feature = field.attribute("feature", "predictedValue");
      if (feature.equals("predictedValue")
          && answer.isValue()
          && answer.link() == Link.Standard.IDENTITY) {
        scope.output(name, answer.sums().getFirst());
      } else if (feature.equals("probability")
          && answer.link() == Link.Standard.SHARES
          && answer.sums().size() == answer.labels().size()) {
        int place = label(field, answer.labels(), field.attribute("value"));
        scope.output(name, answer.sums().get(place));
      } else if (feature.equals("transformedValue") && !field.children().isEmpty()) {
        scope.output(name, new PmmlSums(scope).expression(field.children().getLast(), field));
      }
    }
  }

  private PmmlAnswer joined(
      PmmlElement model,
      PmmlElement segmentation,
      List<PmmlElement> segments,
      PmmlScope scope,
      int depth) {
    String method = segmentation.attribute("multipleModelMethod");
    boolean votes = method.endsWith("ajorityVote");
    boolean weighted = method.startsWith("weighted");
    var answers = new ArrayList<PmmlAnswer>();
    double weights = 0;
    double[] weight = new double[segments.size()];
    for (int i = 0; i < weight.length; i++) {
      PmmlElement part = inner(segments.get(i));
      var own = new PmmlScope(inputs, scope, part);
      answers.add(
          votes && part.is("TreeModel") ? tree(part, own, true) : answer(part, own, depth + 1));
      if (votes && !part.is("TreeModel")) {
        throw part.refused("votes are taken of trees only");
      }
      weight[i] = weighted ? segments.get(i).number("weight", 1) : 1;
      weights += weight[i];
    }
    PmmlAnswer first = answers.getFirst();
    for (int i = 0; i < weight.length; i++) {
      PmmlAnswer answer = answers.get(i);
      boolean adds =
          answer.link() == Link.Standard.IDENTITY || answer.link() == Link.Standard.SHARES;
      if (!adds
          || !answer.labels().equals(first.labels())
          || answer.sums().size() != first.sums().size()
          || !answer.sums().stream().allMatch(PmmlSum::isStraight)) {
        throw segments
            .get(i)
            .refused(
                "its answer cannot be added to the others: it is behind a normalisation, or has other"
                    + " classes");
      }
    }
    boolean mean = !method.equals("sum") && !method.equals("weightedSum");
    double divisor = mean ? weights : 1;
    if (!(divisor > 0) || !Double.isFinite(divisor)) {
      throw segmentation.refused("the weights sum to " + divisor);
    }
    if (!first.isValue() && !mean) {
      throw segmentation.refused("a sum of probabilities is none; use average");
    }
    boolean inFloat = isFloat(model) && first.isValue() && !mean && !weighted;
    if (isFloat(model) && !inFloat) {
      inputs.note("The file averages in float; ours in double, which is about 1e-7 away");
    }
    var sums = new ArrayList<PmmlSum>();
    for (int k = 0; k < first.sums().size(); k++) {
      var parts = new ArrayList<PmmlSum>();
      for (int i = 0; i < weight.length; i++) {
        parts.add(answers.get(i).sums().get(k).times(weight[i]));
      }
      sums.add(PmmlSum.ofTrees(parts, inFloat, divisor));
    }
    return new PmmlAnswer(first.labels(), sums, first.link());
  }
}
