package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.scoring.Link;

/** A RegressionModel: weighted fields, and what is made of their sum. */
final class PmmlRegression {
  private final PmmlElement model;
  private final PmmlScope scope;
  private final String normalisation;
  private final List<PmmlElement> tables;
  private final List<PmmlSum> sums = new ArrayList<>();

  PmmlRegression(PmmlElement model, PmmlScope scope) {
    this.model = model;
    this.scope = scope;
    this.normalisation = model.attribute("normalizationMethod", "none");
    this.tables = model.all("RegressionTable");
    if (tables.isEmpty()) {
      throw model.refused("it has no RegressionTable");
    }
    tables.forEach(table -> sums.add(sum(table)));
  }

  PmmlAnswer answer() {
    if (model.attribute("functionName").equals("regression")) {
      return value();
    }
    if (tables.size() < 2) {
      throw model.refused("it has one class, needs two");
    }
    List<String> labels = tables.stream().map(t -> t.attribute("targetCategory")).toList();
    return switch (normalisation) {
      case "softmax" ->
          tables.size() == 2 && isNothing(1)
              ? binary(labels, Link.Standard.LOGISTIC)
              : classes(labels, Link.Standard.SOFTMAX);
      case "simplemax" -> {
        requireShares();
        yield classes(labels, Link.Standard.SHARES);
      }
      case "logit", "none" -> {
        if (tables.size() != 2 || !isNothing(1)) {
          throw refused(
              "with more than one table that is not 0; use softmax, or two tables of which the last"
                  + " is 0");
        }
        yield normalisation.equals("logit")
            ? binary(labels, Link.Standard.LOGISTIC)
            : share(labels);
      }
      default -> throw refused("");
    };
  }

  private RuntimeException refused(String how) {
    return model.refused(
        "normalizationMethod="
            + normalisation
            + (how.isEmpty()
                ? " has no link here; taken are none, exp, logit, softmax and simplemax"
                : " is not taken " + how));
  }

  private PmmlAnswer value() {
    if (tables.size() != 1 || !sums.getFirst().isStraight()) {
      throw model.refused("a value of several tables, or of what is cut, is not taken");
    }
    return switch (normalisation) {
      case "none" -> new PmmlAnswer(List.of(), sums, Link.Standard.IDENTITY);
      case "exp" -> new PmmlAnswer(List.of(), sums, Link.Standard.LOG);
      default -> throw refused("for a value; make it a classification");
    };
  }

  private boolean isNothing(int table) {
    return sums.get(table).isConstant() && sums.get(table).constant() == 0;
  }

  /** The first table is the positive class, as all tools write it. */
  private PmmlAnswer binary(List<String> labels, Link link) {
    PmmlSum sum = sums.getFirst();
    if (!sum.isStraight()) {
      throw refused("behind a line or a cut");
    }
    return new PmmlAnswer(List.of(labels.getLast(), labels.getFirst()), sums.subList(0, 1), link);
  }

  private PmmlAnswer share(List<String> labels) {
    PmmlSum sum = sums.getFirst();
    Link link =
        switch (sum.bend()) {
          case PmmlSum.Bend.Rising rising -> rising.line();
          case PmmlSum.Bend.Unit _ -> Link.Standard.SHARES;
          case PmmlSum.Bend.None _ -> {
            scope.inputs().note("The file may answer outside of 0 and 1; ours is cut there");
            yield Link.Standard.SHARES;
          }
          case PmmlSum.Bend.Floor _, PmmlSum.Bend.Even _ ->
              throw refused("behind a cut at one end");
        };
    return new PmmlAnswer(
        List.of(labels.getLast(), labels.getFirst()),
        List.of(sum.bent(new PmmlSum.Bend.None())),
        link);
  }

  private PmmlAnswer classes(List<String> labels, Link link) {
    boolean softmax = link == Link.Standard.SOFTMAX;
    if (softmax && !sums.stream().allMatch(PmmlSum::isStraight)) {
      throw refused("behind a line or a cut");
    }
    return new PmmlAnswer(labels, sums, link);
  }

  /** Shares of what may be negative or nothing are refused: ours are cut and evened. */
  private void requireShares() {
    for (PmmlSum sum : sums) {
      boolean constant = sum.isConstant() && sum.constant() > 0 && sum.constant() <= 1;
      boolean even =
          sum.bend() instanceof PmmlSum.Bend.Even all && all.fields().size() == sums.size();
      if (!constant && !even) {
        throw refused(
            "of sums that may be negative; cut each to 0 and 1, and even them where all are 0");
      }
    }
  }

  private PmmlSum sum(PmmlElement table) {
    table.demandChildren("NumericPredictor", "CategoricalPredictor", "PredictorTerm");
    PmmlSum sum = PmmlSum.constant(table.number("intercept"));
    var sums = new PmmlSums(scope);
    List<PmmlSum> parts = new ArrayList<>();
    for (PmmlElement predictor : table.children()) {
      double weight = predictor.number("coefficient");
      parts.add(
          switch (predictor.name()) {
            case "NumericPredictor" -> numeric(predictor, sums).times(weight);
            case "CategoricalPredictor" -> category(predictor, sums).times(weight);
            default -> {
              predictor.demandChildren("FieldRef");
              yield sums.field(predictor.only("FieldRef").attribute("field"), predictor)
                  .times(weight);
            }
          });
    }
    if (parts.size() == 1 && sum.constant() == 0 && !parts.getFirst().isStraight()) {
      if (table.children().getFirst().number("coefficient") != 1) {
        throw table.refused("what is cut or bent is weighted, which is not taken");
      }
      return parts.getFirst();
    }
    var terms = new ArrayList<PmmlSum.Term>();
    double constant = sum.constant();
    for (PmmlSum part : parts) {
      if (!part.isStraight()) {
        throw table.refused("what is cut or bent is added to something, which is not taken");
      }
      constant += part.constant();
      terms.addAll(part.terms());
    }
    return new PmmlSum(constant, terms, sum.bend());
  }

  private static PmmlSum numeric(PmmlElement predictor, PmmlSums sums) {
    if (predictor.number("exponent", 1) != 1) {
      throw predictor.refused("an exponent other than 1 is not taken; make the power an input");
    }
    return sums.field(predictor.attribute("name"), predictor);
  }

  /** 1 for that category, 0 for all others, missing ones included. */
  private PmmlSum category(PmmlElement predictor, PmmlSums sums) {
    PmmlValue value = scope.value(predictor.attribute("name"), predictor);
    String wanted = predictor.attribute("value");
    return sums.of(
        new PmmlValue(
            value.input(),
            slot -> {
              Object x = value.at(slot);
              boolean is =
                  x != null
                      && !x.equals(PmmlInputs.UNKNOWN)
                      && PmmlExpression.equal(x, wanted, predictor);
              return Double.valueOf(is ? 1 : 0);
            },
            PmmlExpression.equalCuts(value, predictor, wanted)),
        predictor);
  }
}
