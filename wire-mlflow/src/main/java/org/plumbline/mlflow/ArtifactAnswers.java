package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunArtifact;
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
    String directory = directory(path);
    ObjectNode answer = Views.object().put("root_uri", run.info().artifactUri());
    ArrayNode files = answer.putArray("files");
    children(tracking.artifacts(run.id()), directory)
        .forEach((name, size) -> files.add(file(directory + name, size)));
    return answer;
  }

  /** A path within a run as the start of the paths below it: empty, or ending in a slash. */
  static String directory(String path) {
    if (path.isEmpty()) {
      return path;
    }
    return path.endsWith("/") ? path : path + "/";
  }

  /** What lies directly below: names with the size of files, and -1 for directories. */
  static Map<String, Long> children(List<RunArtifact> artifacts, String directory) {
    var children = new TreeMap<String, Long>();
    for (RunArtifact artifact : artifacts) {
      if (artifact.path().startsWith(directory)) {
        String rest = artifact.path().substring(directory.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
          children.put(rest, artifact.bytes());
        } else {
          children.put(rest.substring(0, slash), -1L);
        }
      }
    }
    return children;
  }

  static ObjectNode file(String path, long size) {
    ObjectNode file = Views.object().put("path", path).put("is_dir", size < 0);
    return size < 0 ? file : file.put("file_size", size);
  }
}
