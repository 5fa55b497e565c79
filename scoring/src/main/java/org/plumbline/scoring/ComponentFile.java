package org.plumbline.scoring;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.plumbline.scoring.Model.WeightedComponent;

/**
 * The component sections of a model file; each starts with its weight. TREE holds what version 1
 * knew of trees, TRE2 all: sums in double, averages, players, and features of any kind; so do LINR
 * and LIN2 with the steps of preprocessing. HURD holds two whole model files.
 */
final class ComponentFile {
  /** Sections that came with version 2. */
  static final Set<String> TAGS_OF_2 = Set.of("TRE2", "LIN2", "CLUS", "HURD");

  private ComponentFile() {}

  static String tag(Component component) {
    return switch (component) {
      case ConstantComponent _ -> "CONS";
      case LinearComponent linear -> isOfVersion1(linear.preprocessing()) ? "LINR" : "LIN2";
      case ClusterComponent _ -> "CLUS";
      case HurdleComponent _ -> "HURD";
      case TreeComponent tree -> isOfVersion1(tree) ? "TREE" : "TRE2";
    };
  }

  private static boolean isOfVersion1(Preprocessing preprocessing) {
    return preprocessing.steps().stream().noneMatch(Preprocessing.Ordinal.class::isInstance);
  }

  private static boolean isOfVersion1(TreeComponent tree) {
    Forest forest = tree.forest();
    return forest.inFloat()
        && IntStream.range(0, forest.featureCount()).allMatch(j -> forest.player(j) == j)
        && tree.encoding().features().stream()
            .noneMatch(f -> f instanceof Encoding.Cuts || f instanceof Encoding.Among);
  }

  static void write(WeightedComponent weighted, SectionWriter out) {
    out.f64(weighted.weight());
    switch (weighted.component()) {
      case ConstantComponent constant -> out.f64s(constant.values());
      case LinearComponent linear -> writeLinear(linear, out);
      case ClusterComponent clusters -> writeClusters(clusters, out);
      case HurdleComponent hurdle -> {
        out.bytes(hurdle.occurrence().toBytes());
        out.bytes(hurdle.amount().toBytes());
      }
      case TreeComponent tree -> {
        writeEncoding(tree.encoding(), out);
        if (isOfVersion1(tree)) {
          ForestFile.write(tree.forest(), out);
        } else {
          ForestFile.writeAny(tree.forest(), out);
        }
      }
    }
  }

  static WeightedComponent read(String tag, SectionReader in) {
    double weight = in.f64();
    return new WeightedComponent(
        weight,
        switch (tag) {
          case "CONS" -> new ConstantComponent(in.f64s());
          case "LINR" -> readLinear(in, false);
          case "LIN2" -> readLinear(in, true);
          case "CLUS" -> readClusters(in);
          case "HURD" ->
              new HurdleComponent(
                  ModelFile.read(in.bytes(), false), ModelFile.read(in.bytes(), false));
          case "TREE" -> new TreeComponent(readEncoding(in, false), ForestFile.read(in));
          case "TRE2" -> new TreeComponent(readEncoding(in, true), ForestFile.readAny(in));
          default -> throw in.refused("unknown section");
        });
  }

  private static void writeLinear(LinearComponent linear, SectionWriter out) {
    writeSteps(linear.preprocessing().steps(), out);
    out.u32(linear.marginCount());
    for (int k = 0; k < linear.marginCount(); k++) {
      out.f64(linear.intercept(k));
      out.f64s(linear.coefficients(k));
    }
    out.f64s(linear.reference());
  }

  private static void writeClusters(ClusterComponent clusters, SectionWriter out) {
    writeSteps(clusters.preprocessing().steps(), out);
    out.u32(clusters.marginCount());
    for (int k = 0; k < clusters.marginCount(); k++) {
      out.f64s(clusters.centre(k));
    }
    out.f64s(clusters.means());
    out.f64s(clusters.variances());
  }

  private static ClusterComponent readClusters(SectionReader in) {
    List<Preprocessing.Step> steps = in.list(21, () -> readStep(in, true));
    double[][] centres = new double[in.count(4)][];
    for (int k = 0; k < centres.length; k++) {
      centres[k] = in.f64s();
    }
    double[] means = in.f64s();
    requireWidth(steps, means, in);
    return new ClusterComponent(new Preprocessing(steps), centres, means, in.f64s());
  }

  private static void writeSteps(List<Preprocessing.Step> steps, SectionWriter out) {
    out.u32(steps.size());
    for (Preprocessing.Step step : steps) {
      switch (step) {
        case Preprocessing.Numeric numeric -> {
          out.u8(1);
          out.u32(numeric.input());
          out.u8((numeric.indicator() ? 1 : 0) | (numeric.logarithm() ? 2 : 0));
          out.f64(numeric.impute());
          out.f64(numeric.low());
          out.f64(numeric.high());
          out.f64(numeric.mean());
          out.f64(numeric.scale());
        }
        case Preprocessing.OneHot oneHot -> {
          out.u8(2);
          out.u32(oneHot.input());
          out.u32s(oneHot.columns());
          out.u32(oneHot.missingColumn());
          out.u32(oneHot.unknownColumn());
          out.u32(oneHot.width());
        }
        case Preprocessing.Ordinal ordinal -> {
          out.u8(3);
          out.u32(ordinal.input());
          out.f64s(ordinal.values());
          out.f64(ordinal.missing());
          out.f64(ordinal.unknown());
        }
      }
    }
  }

  private static LinearComponent readLinear(SectionReader in, boolean any) {
    List<Preprocessing.Step> steps = in.list(21, () -> readStep(in, any));
    int margins = in.count(12);
    double[] intercepts = new double[margins];
    double[][] coefficients = new double[margins][];
    for (int k = 0; k < margins; k++) {
      intercepts[k] = in.f64();
      coefficients[k] = in.f64s();
    }
    double[] reference = in.f64s();
    requireWidth(steps, reference, in);
    return new LinearComponent(new Preprocessing(steps), coefficients, intercepts, reference);
  }

  /** The widths are as believable as the vectors that must match them. */
  private static void requireWidth(
      List<Preprocessing.Step> steps, double[] reference, SectionReader in) {
    long width = steps.stream().mapToLong(Preprocessing.Step::width).sum();
    if (width != reference.length) {
      throw in.refused(reference.length + " reference means for " + width + " columns");
    }
  }

  private static Preprocessing.Step readStep(SectionReader in, boolean any) {
    int kind = in.u8();
    if (kind > 2 && !any) {
      throw in.refused("this kind of step came with version 2");
    }
    return switch (kind) {
      case 1 -> readNumeric(in);
      case 2 -> new Preprocessing.OneHot(in.u32(), in.i32s(), in.i32(), in.i32(), in.u32());
      case 3 -> new Preprocessing.Ordinal(in.u32(), in.f64s(), in.f64(), in.f64());
      default -> throw in.refused("unknown step");
    };
  }

  private static Preprocessing.Step readNumeric(SectionReader in) {
    int input = in.u32();
    int flags = in.u8();
    if (flags > 3) {
      throw in.refused("unknown flags of a step");
    }
    double impute = in.f64();
    double low = in.f64();
    double high = in.f64();
    double mean = in.f64();
    double scale = in.f64();
    return new Preprocessing.Numeric(
        input, impute, (flags & 1) != 0, low, high, (flags & 2) != 0, mean, scale);
  }

  private static void writeEncoding(Encoding encoding, SectionWriter out) {
    out.u32(encoding.width());
    for (Encoding.Feature feature : encoding.features()) {
      switch (feature) {
        case Encoding.Numeric numeric -> {
          out.u8(1);
          out.u32(numeric.input());
        }
        case Encoding.OneHot oneHot -> {
          out.u8(2);
          out.u32(oneHot.input());
          out.u32(oneHot.category());
        }
        case Encoding.Lookup lookup -> {
          out.u8(3);
          out.u32(lookup.input());
          out.f32(lookup.unknown());
          out.f32s(lookup.values());
        }
        case Encoding.Cuts cuts -> {
          out.u8(4);
          out.u32(cuts.input());
          out.f64s(cuts.cuts());
          out.f32(cuts.missing());
          out.u8(cuts.zeroIsMissing() ? 1 : 0);
        }
        case Encoding.Among among -> {
          out.u8(5);
          out.u32(among.input());
          out.u64s(among.set());
          out.f32(among.missing());
        }
      }
    }
  }

  private static Encoding readEncoding(SectionReader in, boolean any) {
    return new Encoding(in.list(5, () -> readFeature(in, any)));
  }

  private static Encoding.Feature readFeature(SectionReader in, boolean any) {
    int kind = in.u8();
    if (kind > 3 && !any) {
      throw in.refused("this kind of feature came with version 2");
    }
    return switch (kind) {
      case 1 -> new Encoding.Numeric(in.u32());
      case 2 -> new Encoding.OneHot(in.u32(), in.u32());
      case 3 -> readLookup(in);
      case 4 -> new Encoding.Cuts(in.u32(), in.f64s(), in.f32(), in.flag());
      case 5 -> new Encoding.Among(in.u32(), in.i64s(), in.f32());
      default -> throw in.refused("unknown kind of feature");
    };
  }

  private static Encoding.Feature readLookup(SectionReader in) {
    int input = in.u32();
    float unknown = in.f32();
    return new Encoding.Lookup(input, in.f32s(), unknown);
  }
}
