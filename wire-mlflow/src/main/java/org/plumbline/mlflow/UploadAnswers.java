package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.http.entrance.Callers;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.RunUpload;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.UploadPart;

/**
 * Large files in parts. Clients send each part to an address of our own that bears its ticket, and
 * without their credentials, as they would to the store behind.
 */
final class UploadAnswers {
  static final String PARTS = "mpu/parts/";

  private static final Pattern STEP = Pattern.compile("mpu/(create|complete|abort)/(.+)");
  private static final Pattern PART =
      Pattern.compile(PARTS + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,5})");

  private final Tracking tracking;
  private final RunUploads uploads;

  UploadAnswers(Tracking tracking, RunUploads uploads) {
    this.tracking = tracking;
    this.uploads = uploads;
  }

  boolean answers(String path) {
    return STEP.matcher(path).matches();
  }

  Exchanges.Reply answer(RoutingContext context, String path, byte[] body) {
    Matcher step = STEP.matcher(path);
    if (!step.matches()) {
      throw new IllegalStateException("no step: " + path);
    }
    Fields fields = Fields.ofBody(body);
    // Clients send the path of the file on their own disk, of which the name counts.
    String local = fields.text("path");
    String name = local.substring(Math.max(local.lastIndexOf('/'), local.lastIndexOf('\\')) + 1);
    ArtifactPath directory = ArtifactPath.ofAddress(step.group(2), tracking);
    String whole = directory.path().isEmpty() ? name : directory.path() + "/" + name;
    ArtifactPath file = new ArtifactPath(directory.run(), whole);
    ObjectNode answer =
        switch (step.group(1)) {
          case "create" -> create(context, file, fields);
          case "complete" -> complete(context, file, fields);
          default -> abort(context, file, fields);
        };
    return Exchanges.Reply.json(answer);
  }

  private ObjectNode create(RoutingContext context, ArtifactPath file, Fields fields) {
    RunUpload upload =
        uploads.begin(
            file.run(),
            file.path(),
            Math.clamp(fields.findNumber("num_parts").orElse(1L), 0, Integer.MAX_VALUE),
            Callers.actor(context));
    String asked = context.normalizedPath();
    String parts =
        MlflowFace.address(context)
            + asked.substring(0, asked.indexOf("mpu/create/"))
            + PARTS
            + upload.id();
    ObjectNode answer = Views.object().put("upload_id", upload.id().toString());
    ArrayNode credentials = answer.putArray("credentials");
    for (int number = 1; number <= upload.parts(); number++) {
      credentials
          .addObject()
          .put("url", parts + "/" + number + "?ticket=" + upload.ticket(number))
          .put("part_number", number)
          .putObject("headers");
    }
    return answer;
  }

  private ObjectNode complete(RoutingContext context, ArtifactPath file, Fields fields) {
    Map<Integer, String> told = new HashMap<>();
    for (Fields part : fields.objects("parts")) {
      told.put(
          Math.clamp(part.number("part_number"), 0, Integer.MAX_VALUE),
          part.textOrEmpty("etag").replace("\"", ""));
    }
    uploads.complete(id(fields), file.run(), file.path(), told, Callers.actor(context));
    return Views.object();
  }

  private ObjectNode abort(RoutingContext context, ArtifactPath file, Fields fields) {
    uploads.abort(id(fields), file.run(), file.path(), Callers.actor(context));
    return Views.object();
  }

  private static UUID id(Fields fields) {
    String text = fields.text("upload_id");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      throw noUpload(text);
    }
  }

  /** Keeps a part; its ticket stands for who began the upload. */
  Exchanges.Reply keep(RoutingContext context, String path, InputStream body) {
    Matcher part = PART.matcher(path);
    if (!part.matches()) {
      throw noUpload(path);
    }
    String ticket = context.request().getParam("ticket");
    UploadPart kept =
        uploads.keep(
            UUID.fromString(part.group(1)),
            Integer.parseInt(part.group(2)),
            ticket == null ? "" : ticket,
            body);
    context.response().putHeader("ETag", "\"" + kept.hash() + "\"");
    return Exchanges.Reply.json(Views.object());
  }

  private static PlumblineException noUpload(String id) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no upload '" + id + "'");
  }
}
