package org.plumbline.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;

/** Reference values of other libraries, read by name. */
record Golden(Json.Value value) {
  static final List<String> NUMERIC_DRIFT =
      List.of(
          "bimodal_vs_normal",
          "binary",
          "cauchy",
          "constant_diff",
          "constant_ref_varying_cur",
          "constant_same",
          "disjoint",
          "exp_vs_gamma",
          "few_unique_5",
          "large_magnitude",
          "lognormal",
          "nan_10pct_both",
          "nan_all_cur",
          "nan_cur_only",
          "normal_same",
          "normal_scale_1.5",
          "normal_shift_0.2",
          "normal_shift_1",
          "outliers_1e12",
          "over_10000_auto_asymp",
          "poisson_ties",
          "rounded_1dp_ties",
          "small_20_20",
          "tiny_1_1",
          "tiny_2_3",
          "tiny_5_5",
          "tiny_magnitude",
          "uniform_vs_beta",
          "unequal_2000_50",
          "varying_ref_constant_cur",
          "zero_inflated");

  static Golden load(String path) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + path)) {
      return new Golden(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  boolean has(String name) {
    return members().containsKey(name) && !(members().get(name) instanceof Json.Nothing);
  }

  Golden at(String... path) {
    Golden here = this;
    for (String name : path) {
      if (!here.members().containsKey(name)) {
        throw new IllegalArgumentException("no " + name + " among " + here.members().keySet());
      }
      here = new Golden(here.members().get(name));
    }
    return here;
  }

  Map<String, Json.Value> members() {
    return ((Json.Members) value).values();
  }

  List<Golden> items() {
    return ((Json.Items) value).values().stream().map(Golden::new).toList();
  }

  String text() {
    return ((Json.Text) value).value();
  }

  double number(String... path) {
    return at(path).number();
  }

  double number() {
    return switch (value) {
      case Json.Numeral numeral -> Double.parseDouble(numeral.digits());
      case Json.Nothing _ -> Double.NaN;
      case Json.Text text -> Double.parseDouble(text.value());
      case Json.Truth _, Json.Items _, Json.Members _ ->
          throw new IllegalArgumentException("no number: " + value);
    };
  }

  double[] numbers(String... path) {
    return at(path).items().stream().mapToDouble(Golden::number).toArray();
  }

  /** Tolerance as the reference states it: absolute plus relative. */
  static Offset<Double> within(double absolute, double relative, double expected) {
    return Offset.offset(absolute + relative * Math.abs(expected));
  }
}
