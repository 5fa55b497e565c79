package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.data.Role;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.exchange.Imported;

/**
 * Makes a version of a model that another tool trained.
 *
 * <p>Its contract follows from the inputs' names and kinds; nothing is required, since the file
 * does not say what its training had. Rows it is given fill its reference profile; those with a
 * label are what its scorecard judges it on. Without any the scorecard holds no metric.
 */
public final class Adoption {
  private final Imported imported;
  private final Model model;
  private final Contract contract;
  private final boolean namesPositive;

  private Adoption(Imported imported, Model model, Contract contract, boolean namesPositive) {
    this.imported = imported;
    this.model = model;
    this.contract = contract;
    this.namesPositive = namesPositive;
  }

  /**
   * @param label the column that it predicts, as far as known
   * @param positive the name of the class whose probability is the score; null keeps the file's
   */
  public static Adoption of(Imported imported, @Nullable String label, @Nullable String positive) {
    Model model = positive == null ? imported.model() : renamed(imported.model(), positive);
    return new Adoption(imported, model, contract(model, label), positive != null);
  }

  private static Model renamed(Model model, String positive) {
    require(
        model.task() == Task.BINARY,
        "The positive class has a name only where there are two; this model is %s",
        model.task());
    String negative = model.classes().getFirst();
    ModelBuilder builder =
        ModelBuilder.binary(
            model.inputs(), negative.equals(positive) ? "not " + positive : negative, positive);
    model.components().forEach(part -> builder.add(part.weight(), part.component()));
    return builder.calibrate(model.calibration()).link(model.link()).build();
  }

  private static Contract contract(Model model, @Nullable String label) {
    var columns = new ArrayList<ColumnContract>();
    for (Input input : model.inputs()) {
      columns.add(
          input.kind() == Input.Kind.CATEGORICAL
              ? ColumnContract.category(input.name(), Role.FEATURE, false, input.categories())
              : ColumnContract.of(input.name(), ColumnType.NUMBER, Role.FEATURE, false));
    }
    if (label != null) {
      columns.add(
          model.task() == Task.REGRESSION
              ? ColumnContract.of(label, ColumnType.NUMBER, Role.LABEL, false)
              : ColumnContract.category(label, Role.LABEL, false, model.classes()));
    }
    return new Contract(columns);
  }

  public Model model() {
    return model;
  }

  /** What a row must hold to be scored. */
  public Contract contract() {
    return contract;
  }

  /** Takes the rows that the version is profiled and judged on. */
  public AdoptedRows rows() {
    return new AdoptedRows(model, namesPositive);
  }

  /** A row of slots with the score it has now. */
  public GoldenRow golden(double[] slots) {
    return new GoldenRow(GoldenRows.external(contract, slots), model.score(slots));
  }

  /**
   * The version.
   *
   * @param file name and SHA-256 of the file it came from
   * @param rows filled {@link #rows()}, or empty
   */
  public TrainedVersion version(
      SourceFile file, AdoptedRows rows, List<GoldenRow> golden, Clock clock) {
    var settings = new TreeMap<String, String>();
    settings.put("source", "imported");
    settings.put("format", imported.format());
    settings.put("producer", imported.producer());
    settings.put("task", model.task().name());
    settings.put("verifiedRows", Integer.toString(golden.size()));
    var provenance =
        new Provenance(
            file.name(),
            file.hash(),
            rows.count(),
            0,
            0,
            settings,
            Surroundings.libraries(),
            Surroundings.jdk(),
            Surroundings.os(),
            Surroundings.cpu(),
            clock.instant(),
            0);
    var quality =
        new QualityReport(
            file.name(), imported.format(), rows.count(), 0, Map.of(), List.of(), imported.notes());
    return new TrainedVersion(
        model,
        contract,
        rows.scorecard(contract, imported.format()),
        rows.reference(),
        golden,
        provenance,
        quality,
        rows.sample());
  }

  /** A file by name and SHA-256 in lower-case hex. */
  public record SourceFile(String name, String hash) {}
}
