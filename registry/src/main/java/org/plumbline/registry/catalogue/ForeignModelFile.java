package org.plumbline.registry.catalogue;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.plumbline.registry.ContentHash;
import org.plumbline.scoring.exchange.Imported;
import org.plumbline.scoring.exchange.ModelImport;
import org.plumbline.training.Adoption;
import org.plumbline.training.TrainedVersion;

/**
 * Finds the file among those of a directory that we can score ourselves. Safe to share: the files
 * that are tried at once, whoever asks, have 64 MiB together.
 */
final class ForeignModelFile {
  private static final int MOST_BYTES = 64 << 20;
  private static final Set<String> ENDINGS =
      Set.of("json", "ubj", "xgb", "lgb", "txt", "onnx", "pmml");

  private final Semaphore room = new Semaphore(MOST_BYTES, true);
  private final Function<ContentHash, byte[]> objects;

  ForeignModelFile(Function<ContentHash, byte[]> objects) {
    this.objects = objects;
  }

  /**
   * What came of the search.
   *
   * @param version ready to be registered as our own
   * @param why there is none, empty when there is one
   */
  record Outcome(Optional<TrainedVersion> version, String why) {}

  Outcome read(ForeignContent content, Clock clock) {
    String why =
        "none of its files is in a format that is scored here: XGBoost JSON or UBJ, LightGBM text,"
            + " ONNX or PMML";
    for (ForeignFile file : candidates(content)) {
      if (file.bytes() > MOST_BYTES) {
        why = file.path() + " has more than " + (MOST_BYTES >> 20) + " MiB";
        continue;
      }
      int bytes = (int) file.bytes();
      room.acquireUninterruptibly(bytes);
      try {
        return new Outcome(Optional.of(adopted(file, objects.apply(file.hash()), clock)), "");
      } catch (IllegalArgumentException refused) {
        why = file.path() + ": " + refused.getMessage();
      } finally {
        room.release(bytes);
      }
    }
    return new Outcome(Optional.empty(), why);
  }

  /** Those called {@code model.…} first, as the savers of most tools call them. */
  private static List<ForeignFile> candidates(ForeignContent content) {
    return content.files().stream()
        .filter(file -> ENDINGS.contains(ending(file.path())))
        .filter(file -> !name(file.path()).equals("requirements.txt"))
        .sorted(Comparator.comparing(file -> !name(file.path()).startsWith("model.")))
        .toList();
  }

  private static TrainedVersion adopted(ForeignFile file, byte[] bytes, Clock clock) {
    Imported imported = ModelImport.read(bytes);
    Adoption adoption = Adoption.of(imported, null, null);
    return adoption.version(
        new Adoption.SourceFile(name(file.path()), file.hash().hex()),
        adoption.rows(),
        imported.examples().stream().map(example -> adoption.golden(example.row())).toList(),
        clock);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String ending(String path) {
    String name = name(path);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
