package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Preprocessing;

/** A linear model over derived columns, folded into one over the inputs. */
record LinearDraft(List<Derived> columns, double[][] coefficients, double[] intercepts) {
  /** A wider number is no float and no sane feature; it bounds the margin. */
  private static final double LIMIT = Float.MAX_VALUE;

  LinearComponent build(List<Input> inputs, List<String> notes) {
    int margins = intercepts.length;
    double[] constant = intercepts.clone();
    var steps = new ArrayList<Preprocessing.Step>();
    var weights = new ArrayList<double[]>(); // one array of margins per column
    for (int input = 0; input < inputs.size(); input++) {
      List<String> categories = inputs.get(input).categories();
      double[][] byCategory = new double[categories.size() + 1][margins];
      double[] slope = new double[margins];
      double impute = Double.NaN;
      boolean number = false;
      boolean table = false;
      for (int c = 0; c < columns.size(); c++) {
        if (columns.get(c).input() != input) {
          continue;
        }
        switch (columns.get(c)) {
          case Derived.Scaled made -> {
            require(
                !number || Double.compare(made.impute(), impute) == 0,
                "missing values of '%s' are replaced in two ways",
                inputs.get(input).name());
            number = true;
            impute = made.impute();
            for (int k = 0; k < margins; k++) {
              slope[k] += coefficients[k][c] * made.slope();
              constant[k] += coefficients[k][c] * made.shift();
            }
          }
          case Derived.Table made -> {
            table = true;
            for (int v = 0; v < byCategory.length; v++) {
              double value = v < made.values().length ? made.values()[v] : made.other();
              for (int k = 0; k < margins; k++) {
                byCategory[v][k] += coefficients[k][c] * value;
              }
            }
          }
        }
      }
      if (number) {
        if (Double.isNaN(impute)) {
          notes.add(
              "The file gives no answer where '"
                  + inputs.get(input).name()
                  + "' is missing; ours reads 0 there");
          impute = 0;
        }
        steps.add(new Preprocessing.Numeric(input, impute, false, -LIMIT, LIMIT, false, 0, 1));
        weights.add(slope);
      }
      if (table) {
        int last = categories.size();
        int[] places = new int[last];
        Arrays.setAll(places, i -> i);
        steps.add(new Preprocessing.OneHot(input, places, last, last, last + 1));
        weights.addAll(Arrays.asList(byCategory));
      }
    }
    double[][] folded = new double[margins][weights.size()];
    for (int j = 0; j < weights.size(); j++) {
      for (int k = 0; k < margins; k++) {
        folded[k][j] = weights.get(j)[k];
      }
    }
    return new LinearComponent(
        new Preprocessing(steps), folded, constant, new double[weights.size()]);
  }
}
