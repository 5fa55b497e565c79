package org.plumbline.scoring.exchange;

import java.util.List;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;

/**
 * Reads PMML 4.0 to 4.4: trees, ensembles and chains of them, regressions and scorecards over
 * prepared fields, as scikit-learn, XGBoost, LightGBM, R and KNIME are converted, and what {@link
 * PmmlExport} writes.
 *
 * <p>Questions of trees are brought to the inputs exactly, whatever prepares the fields they ask;
 * what is weighted must be a line, a signed logarithm or steps. Where the file gives no answer
 * (missing or invalid values that it does not treat) ours has one, and a note says so. Everything
 * else that has no form here is refused by the name and line of its element. Rows of
 * ModelVerification are scored again. O(bytes) for usual files; thread-safe.
 */
public final class PmmlImport {
  static final String FORMAT = "PMML";

  private PmmlImport() {}

  /**
   * The model of a file.
   *
   * @throws ModelFormatException if the file is damaged, hostile, uses what is not taken, or does
   *     not answer its own rows as it says
   */
  public static Imported read(byte[] file) {
    try {
      return imported(PmmlReader.read(file));
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("PMML model", 0, String.valueOf(e.getMessage()), e);
    }
  }

  private static Imported imported(PmmlElement root) {
    List<PmmlElement> models =
        root.children().stream()
            .filter(child -> child.is("Scorecard") || child.name().endsWith("Model"))
            .toList();
    if (models.isEmpty()) {
      throw root.refused("the file has no model that is taken: " + PmmlModels.TAKEN);
    }
    if (models.size() > 1) {
      throw models.get(1).refused("the file has several models; save each in its own file");
    }
    PmmlElement element = models.getFirst();
    var inputs = new PmmlInputs(root, element);
    var scope = new PmmlScope(inputs, null, element);
    root.first("TransformationDictionary").ifPresent(scope::define);
    Model model = new PmmlModels(inputs).answer(element, scope, 0).build(inputs.list());
    var verification = new PmmlVerification(element, model, inputs);
    return new Imported(
        model, FORMAT, producer(root), List.copyOf(inputs.notes()), verification.examples());
  }

  private static String producer(PmmlElement root) {
    return root.first("Header")
        .flatMap(header -> header.first("Application"))
        .map(tool -> (tool.attribute("name", "") + " " + tool.attribute("version", "")).strip())
        .orElse("");
  }
}
