package org.plumbline.http.model;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.governance.RiskReport;
import org.plumbline.governance.Risks;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Timeline;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelPage;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Subject;

/** Puts together what several rooms know of one model. */
@Singleton
public final class ModelReader {
  private static final int TIMELINE = 200;

  private final ModelStore models;
  private final DeploymentLedger ledger;
  private final KillSwitches killSwitches;
  private final Timeline timeline;
  private final Risks risks;
  private final Stewardship stewardship;

  public ModelReader(
      ModelStore models,
      DeploymentLedger ledger,
      KillSwitches killSwitches,
      Timeline timeline,
      Risks risks,
      Stewardship stewardship) {
    this.models = models;
    this.ledger = ledger;
    this.killSwitches = killSwitches;
    this.timeline = timeline;
    this.risks = risks;
    this.stewardship = stewardship;
  }

  ModelViews.Page list(ModelQuery query) {
    ModelPage page = models.list(query);
    return new ModelViews.Page(
        page.models().stream().map(ModelViews.Line::of).toList(),
        page.next().map(ModelName::value).orElse(null),
        page.total(),
        page.totalIsExact());
  }

  ModelViews.Detail detail(ModelName model) {
    ModelCard card = models.find(model).orElseThrow(() -> unknown(model));
    ModelLine line = models.findLine(model).orElseThrow(() -> unknown(model));
    List<DeploymentLedger.Serving> serving = ledger.serving(model);
    return ModelViews.Detail.of(
        card,
        line,
        new ModelViews.Detail.Surroundings(
            stewardship.tags(Subject.of(model)),
            aliases(model, serving),
            stewardship.sunsets(model, List.of()).get(Subject.of(model)),
            serving,
            killSwitches.find(new KillScope.OfModel(model)),
            risk(line, serving),
            timeline.newest(model, TIMELINE)));
  }

  /** Aliases by name: those that follow what serves, and those that people gave. */
  List<ModelViews.AliasView> aliases(ModelName model) {
    return aliases(model, ledger.serving(model));
  }

  private List<ModelViews.AliasView> aliases(
      ModelName model, List<DeploymentLedger.Serving> serving) {
    var all = new ArrayList<ModelViews.AliasView>();
    DeploymentLedger.following(serving)
        .forEach((alias, one) -> all.add(ModelViews.AliasView.following(alias, one)));
    stewardship.aliases(model).forEach(alias -> all.add(ModelViews.AliasView.of(alias)));
    all.sort(Comparator.comparing(ModelViews.AliasView::alias));
    return all;
  }

  private @Nullable RiskReport risk(ModelLine line, List<DeploymentLedger.Serving> serving) {
    VersionNumber latest = line.latestVersion();
    if (serving.isEmpty() && latest == null) {
      return null;
    }
    VersionNumber shown =
        serving.isEmpty() && latest != null
            ? latest
            : new VersionNumber(serving.getFirst().version());
    return risks.report(new VersionId(line.model(), shown));
  }

  /**
   * The name of a model that exists.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public ModelName existing(String name) {
    var model = new ModelName(name);
    return models.find(model).map(ModelCard::model).orElseThrow(() -> unknown(model));
  }

  /**
   * The version that a reader means: the one asked for, else the one that serves, else the latest.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public VersionId meant(String name, @Nullable String asked) {
    ModelName model = existing(name);
    OptionalInt number = Query.number("version", asked);
    if (number.isPresent()) {
      return new VersionId(model, new VersionNumber(number.getAsInt()));
    }
    List<DeploymentLedger.Serving> serving = ledger.serving(model);
    if (!serving.isEmpty()) {
      return new VersionId(model, new VersionNumber(serving.getFirst().version()));
    }
    VersionNumber latest = models.findLine(model).map(ModelLine::latestVersion).orElse(null);
    if (latest == null) {
      throw unknown(model);
    }
    return new VersionId(model, latest);
  }

  private static PlumblineException unknown(ModelName model) {
    return PlumblineException.of(
            ErrorCode.NOT_FOUND, "There is no model " + model + "; GET /api/v1/models lists them")
        .with("model", model.value());
  }
}
