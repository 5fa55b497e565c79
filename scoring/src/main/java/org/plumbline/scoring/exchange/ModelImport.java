package org.plumbline.scoring.exchange;

import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;

/** The door for models of other tools. */
public final class ModelImport {
  /** Larger files are refused. */
  public static final int MOST_BYTES = Node.MAX_BYTES;

  private ModelImport() {}

  /**
   * The model of a file of any format taken, told by its first bytes; the examples that stand in
   * the file itself have been scored again.
   *
   * @throws ModelFormatException if the file is of no known format, damaged, hostile, uses what is
   *     not taken, or does not score its own examples as it says
   */
  public static Imported read(byte[] file) {
    Imported imported = parsed(file);
    imported.examples().forEach(example -> demand(imported.model(), example));
    return imported;
  }

  private static Imported parsed(byte[] file) {
    if (file.length == 0) {
      throw new ModelFormatException("model", 0, "the file is empty");
    }
    if (LightgbmText.looksLike(file)) {
      return LightgbmImport.read(file);
    }
    if (PmmlReader.looksLike(file)) {
      return PmmlImport.read(file);
    }
    return switch (file[0]) {
      case '{' -> XgboostImport.read(file);
      case 8, 10, 18, 26, 58, 66 -> OnnxImport.read(file);
      default ->
          throw new ModelFormatException(
              "model",
              0,
              "the file is no XGBoost JSON or UBJ, no LightGBM text, no ONNX and no PMML; save the"
                  + " model in one of these");
    };
  }

  /** Refuses a model that scores a row otherwise than its tool did. */
  public static void demand(Model model, Example example) {
    double score = model.score(example.row());
    double allowed = example.tolerance() * Math.max(1, Math.abs(example.score()));
    if (!(Math.abs(score - example.score()) <= allowed)) {
      throw new ModelFormatException(
          "examples",
          0,
          "a row scores "
              + score
              + " and the file says "
              + example.score()
              + ", more than "
              + allowed
              + " away: the model was not understood, so it is not taken");
    }
  }
}
