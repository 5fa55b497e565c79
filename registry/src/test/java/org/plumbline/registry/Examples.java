package org.plumbline.registry;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.stats.Interval;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.Provenance;
import org.plumbline.training.ReferenceSample;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;

/** Small versions that are whole: a model that scores, its contract, golden rows and the rest. */
public final class Examples {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private Examples() {}

  /** A signer with a key of its own. */
  public static VersionSigner signer() {
    try {
      return new VersionSigner(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), List.of());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** A version of two classes; another seed is another content. */
  public static TrainedVersion churn(long seed) {
    Contract contract =
        new Contract(
            List.of(
                ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true),
                ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold")),
                ColumnContract.category("churn", Role.LABEL, true, List.of("No", "Yes"))));
    Model model = model(0.001 * seed);
    return new TrainedVersion(
        model,
        contract,
        scorecard(),
        reference(),
        golden(model, contract),
        provenance(seed),
        new QualityReport("churn.csv", "CSV", 100, 2, Map.of("short", 2L), List.of(), List.of()));
  }

  /** The same with rows of its reference. */
  public static TrainedVersion sampled(long seed) {
    TrainedVersion plain = churn(seed);
    return new TrainedVersion(
        plain.model(),
        plain.contract(),
        plain.scorecard(),
        plain.reference(),
        plain.golden(),
        plain.provenance(),
        plain.quality(),
        new ReferenceSample(List.of(new double[] {3, 0}, new double[] {Double.NaN, 1})));
  }

  /** A version that predicts a number, so that it does not belong to the model of another one. */
  public static TrainedVersion revenue() {
    Contract contract =
        new Contract(
            List.of(
                ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true),
                ColumnContract.of("revenue", ColumnType.NUMBER, Role.LABEL, true)));
    Model model =
        ModelBuilder.regression(List.of(Input.numeric("tenure")))
            .add(1, new ConstantComponent(12.5))
            .build();
    TrainedVersion churn = churn(1);
    return new TrainedVersion(
        model,
        contract,
        churn.scorecard(),
        churn.reference(),
        List.of(new GoldenRow(Map.of("tenure", 3.0), 12.5)),
        churn.provenance(),
        churn.quality());
  }

  private static Model model(double intercept) {
    List<Input> inputs =
        List.of(Input.numeric("tenure"), Input.categorical("plan", List.of("basic", "gold")));
    return ModelBuilder.binary(inputs, "No", "Yes")
        .add(1, new ConstantComponent(intercept + 0.25))
        .build();
  }

  private static List<GoldenRow> golden(Model model, Contract contract) {
    var parser = new RowParser(contract);
    var golden = new ArrayList<GoldenRow>();
    for (Map<String, Object> row :
        List.<Map<String, Object>>of(
            Map.of("tenure", 0.1, "plan", "gold"), Map.of("tenure", 7.0))) {
      golden.add(new GoldenRow(row, model.score(parser.parse(row).slots())));
    }
    return golden;
  }

  private static Scorecard scorecard() {
    Map<String, Interval> metrics = Map.of("rocAuc", new Interval(0.84, 0.82, 0.86));
    return new Scorecard(
        "rocAuc",
        new Scorecard.Split("stratified", 80, 20, "a fifth is kept apart"),
        0.5,
        metrics,
        new Scorecard.CrossValidation(
            5, Map.of("rocAuc", new Scorecard.FoldMetric(0.84, 0.8, 0.88))),
        new Scorecard.ConfusionAt(0.5, 4, 3, 2, 1),
        List.of(new Scorecard.CalibrationBin(0, 0.1, 10, 0.05, 0.06)),
        List.of(new Scorecard.GainPoint(0.1, 0.3)),
        List.of(new Scorecard.Segment("plan", "gold", 12, metrics)),
        List.of(new Scorecard.Candidate("linear", Map.of("l2", "1.0"), metrics, true, null)),
        new Scorecard.Baseline("prior", metrics),
        new Scorecard.Calibrated("platt", 80, 0.05, 0.02, Map.of("platt", 0.4, "beta", 0.41)),
        List.of(new Scorecard.Importance("tenure", 0.7)));
  }

  private static TableProfile reference() {
    var builder =
        new ProfileBuilder(
            List.of(
                ProfileColumn.numeric("tenure"),
                ProfileColumn.categorical("plan", List.of("basic", "gold"))));
    for (int i = 0; i < 50; i++) {
      builder.addRow(new double[] {i * 0.5, i % 2});
    }
    return builder.build();
  }

  private static Provenance provenance(long seed) {
    return new Provenance(
        "churn.csv",
        "ab".repeat(32),
        98,
        2,
        seed,
        Map.of("learners", "linear"),
        Map.of("xgboost", "3.1.1"),
        "25.0.3",
        "Linux",
        "x86",
        NOON,
        1234);
  }
}
