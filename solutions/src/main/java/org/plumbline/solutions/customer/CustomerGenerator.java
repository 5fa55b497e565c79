package org.plumbline.solutions.customer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.solutions.DataManifest;

/**
 * Makes sample data: customers, orders, returns and sessions as Parquet with a manifest.
 *
 * <p>Sign-ups grow over time and follow the seasons, so cohorts differ. A fifth of the customers is
 * there from the first day, or the first months would be empty of history.
 */
public final class CustomerGenerator {
  /** To be counted up with every change of what is generated, or old data would be kept. */
  private static final String NAME = "customer-4";

  private CustomerGenerator() {}

  /**
   * Fills the folder, or leaves it if it holds this very data already.
   *
   * <p>All or nothing: files are written into a draft folder beside it, which is renamed at the
   * end; a folder with other data is replaced.
   */
  public static DataManifest generate(Path folder, CustomerParameters parameters) {
    Map<String, String> settings = settings(parameters);
    Optional<DataManifest> present = DataManifest.find(folder);
    if (present.isPresent()
        && present.get().isOf(NAME, settings)
        && present.get().isWhole(folder)) {
      return present.get();
    }
    try {
      Path target = folder.toAbsolutePath();
      Files.createDirectories(target.getParent());
      Path draft = Files.createTempDirectory(target.getParent(), ".draft-");
      try {
        Map<String, Long> rows = write(draft, parameters);
        DataManifest manifest = DataManifest.write(draft, NAME, settings, rows, parameters.end());
        replace(target, draft);
        return manifest;
      } finally {
        deleteTree(draft);
      }
    } catch (IOException failed) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "Cannot write the sample data to " + folder, failed);
    }
  }

  private static Map<String, String> settings(CustomerParameters parameters) {
    return Map.of(
        "seed", Long.toString(parameters.seed()),
        "customers", Integer.toString(parameters.customers()),
        "end", parameters.end().toString(),
        "months", Integer.toString(parameters.months()),
        "driftFrom", String.valueOf(parameters.driftFrom()));
  }

  private static Map<String, Long> write(Path draft, CustomerParameters parameters)
      throws IOException {
    Path spill = draft.resolve(".spill");
    Market market = new Market(parameters);
    try (CustomerFiles files = new CustomerFiles(parameters.end(), spill)) {
      for (long id = 0; id < parameters.customers(); id++) {
        Dice dice = new Dice(parameters.seed(), id);
        LocalDate signup = signup(dice, market, parameters);
        new CustomerLife(id, signup, market, dice, files).live();
      }
      return files.write(draft);
    } finally {
      deleteTree(spill);
    }
  }

  private static LocalDate signup(Dice dice, Market market, CustomerParameters parameters) {
    if (dice.hit(0.20)) {
      return parameters.start();
    }
    int days = (int) ChronoUnit.DAYS.between(parameters.start(), parameters.end());
    // Accepting in proportion to the season gives sign-ups the season's shape.
    while (true) {
      double growing = Math.sqrt(0.15 + 0.85 * dice.uniform());
      int offset = (int) (days * (growing - 0.3873) / 0.6127);
      LocalDate day = parameters.start().plusDays(Math.clamp(offset, 0, days - 1));
      if (dice.hit(market.season(day) / 1.7)) {
        return day;
      }
    }
  }

  private static void replace(Path target, Path draft) throws IOException {
    if (Files.exists(target)) {
      Path old = Files.createTempDirectory(target.getParent(), ".old-");
      Files.move(target, old.resolve("data"));
      Files.move(draft, target);
      deleteTree(old);
    } else {
      Files.move(draft, target);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
