package org.plumbline.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.plumbline.audit.Actor;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.Tracking;

/** Takes over the files of a run or a logged model, as far as the artefact proxy gives them. */
final class FilesImport {
  private static final String PROXY = "mlflow-artifacts:/";

  private final TrackingServer source;
  private final Tracking tracking;
  private final RunFiles files;
  private final Actor author;
  private final ImportTally tally;

  FilesImport(
      TrackingServer source, Tracking tracking, RunFiles files, Actor author, ImportTally tally) {
    this.source = source;
    this.tracking = tracking;
    this.files = files;
    this.author = author;
    this.tally = tally;
  }

  /** Takes what is not here yet; nothing where the files lie elsewhere. */
  void take(RunId run, String artifactUri) {
    if (artifactUri.startsWith(PROXY)) {
      take(run, artifactUri.substring(PROXY.length()).replaceAll("^/+", ""), "");
    }
  }

  private void take(RunId run, String root, String directory) {
    String place = directory.isEmpty() ? root : root + "/" + directory;
    for (JsonNode found : source.files(place).path("files")) {
      String name = found.path("path").asText();
      String path = directory.isEmpty() ? name : directory + "/" + name;
      if (found.path("is_dir").asBoolean()) {
        take(run, root, path);
      } else {
        takeFile(run, root, path, found.path("file_size").asLong());
      }
    }
  }

  private void takeFile(RunId run, String root, String path, long bytes) {
    Optional<RunArtifact> there = tracking.findArtifact(run, path);
    if (there.isPresent() && there.get().bytes() == bytes) {
      return;
    }
    tally.tried(
        "file " + path + " of run " + run,
        () -> {
          source.file(
              root + "/" + path,
              content -> files.keep(run, path, content, Optional.empty(), author));
          tally.count("files", 1);
        });
  }
}
