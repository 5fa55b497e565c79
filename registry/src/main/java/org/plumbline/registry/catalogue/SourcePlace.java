package org.plumbline.registry.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInfo;

/** Where the address of a version's source leads, as far as it leads to something kept here. */
sealed interface SourcePlace {
  /** A directory, or one file, that a run left; an empty path is all of them. */
  record OfRun(RunId run, String path) implements SourcePlace {}

  /** The files of another version. */
  record OfVersion(VersionId id) implements SourcePlace {}

  /** Somewhere else. */
  record Elsewhere() implements SourcePlace {}

  int MOST = 1_000;
  Pattern RUN = Pattern.compile("runs:/+([0-9a-f]{32})(?:/(.*))?");
  Pattern PROXY =
      Pattern.compile("mlflow-artifacts:/+(?:[^/]+/+)*?(?:m-)?([0-9a-f]{32})/artifacts(?:/(.*))?");
  Pattern VERSION = Pattern.compile("models:/([^/@]+)/([0-9]{1,9})");
  Pattern LOGGED_MODEL = Pattern.compile("models:/m-([0-9a-f]{32})(?:/(.*))?");
  Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.+", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an address.
   *
   * @param run the run that the version is said to come from
   * @throws PlumblineException INVALID_FIELD for files of this machine, and for paths that climb
   */
  static SourcePlace of(String source, Optional<RunInfo> run) {
    Matcher scheme = SCHEME.matcher(source);
    if (source.length() > MOST
        || !scheme.matches()
        || scheme.group(1).equalsIgnoreCase("file")
        || climbs(source)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The source '"
                  + (source.length() > MOST ? source.substring(0, 100) + "…" : source)
                  + "' is not allowed: use an address of at most "
                  + MOST
                  + " signs such as runs:/RUN/PATH or s3://…, without .. and no file of this"
                  + " machine")
          .with("field", "source");
    }
    Optional<String> below = run.flatMap(of -> below(of.artifactUri(), source));
    if (below.isPresent()) {
      return new OfRun(run.orElseThrow().id(), below.get());
    }
    for (Pattern pattern : List.of(RUN, PROXY, LOGGED_MODEL)) {
      Matcher found = pattern.matcher(source);
      if (found.matches()) {
        return new OfRun(new RunId(found.group(1)), path(found.group(2)));
      }
    }
    Matcher version = VERSION.matcher(source);
    if (version.matches()) {
      return new OfVersion(VersionId.of(version.group(1), Integer.parseInt(version.group(2))));
    }
    return new Elsewhere();
  }

  private static Optional<String> below(String root, String source) {
    boolean within = source.equals(root) || source.startsWith(root + "/");
    return within ? Optional.of(path(source.substring(root.length()))) : Optional.empty();
  }

  private static String path(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.replaceAll("^/+|/+$", "");
  }

  private static boolean climbs(String source) {
    String plain = source.replace("%2e", ".").replace("%2E", ".").replace("%2f", "/");
    return List.of(plain.replace("%2F", "/").replace('\\', '/').split("/", -1)).contains("..");
  }
}
