package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunEntryPage;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.Tracking;

/** Lists the files of runs, a directory at a time. */
final class ArtifactAnswers {
  private final Tracking tracking;

  ArtifactAnswers(Tracking tracking) {
    this.tracking = tracking;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(MlflowRoute.LIST_ARTIFACTS, this::list);
  }

  private ObjectNode list(Call call) {
    return list(tracking, tracking.loadRun(RunAnswers.id(call)), call.fields().textOrEmpty("path"));
  }

  static ObjectNode list(Tracking tracking, Run run, String path) {
    String directory = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    ObjectNode answer = Views.object().put("root_uri", run.info().artifactUri());
    ArrayNode files = answer.putArray("files");
    each(tracking, run.id(), directory, entry -> files.add(file(entry.path(), size(entry))));
    return answer;
  }

  /** Goes through a directory in pages, whatever lies below it. */
  static void each(Tracking tracking, RunId run, String directory, Consumer<RunEntry> entry) {
    String after = null;
    do {
      RunEntryPage page = tracking.entries(run, directory, RunFiles.PAGE, after);
      page.entries().forEach(entry);
      after = page.next().orElse(null);
    } while (after != null);
  }

  /** The size of a file, and -1 for a directory. */
  static long size(RunEntry entry) {
    return entry.file() == null ? -1 : entry.file().bytes();
  }

  static ObjectNode file(String path, long size) {
    ObjectNode file = Views.object().put("path", path).put("is_dir", size < 0);
    return size < 0 ? file : file.put("file_size", size);
  }
}
