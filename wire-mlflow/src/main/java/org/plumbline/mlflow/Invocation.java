package org.plumbline.mlflow;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.prediction.Once;
import org.plumbline.http.prediction.Question;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.kernel.ModelName;

/** A scoring request as a question; its rows are read by the contract of who answers. */
final class Invocation implements Question {
  private final ModelName model;
  private final @Nullable String contentType;
  private final byte[] body;
  private final Optional<Once> once;
  private int explain;

  Invocation(ModelName model, @Nullable String contentType, byte[] body, Optional<Once> once) {
    this.model = model;
    this.contentType = contentType;
    this.body = body;
    this.once = once;
  }

  @Override
  public ModelName model() {
    return model;
  }

  @Override
  public int bytes() {
    return body.length;
  }

  @Override
  public Optional<Once> once() {
    return once;
  }

  @Override
  public List<ParsedRow> rows(ServingVersion version) {
    Rows read = Rows.read(contentType, body, version.contract());
    RowAnswers.demandCount(read.rows().size());
    explain = read.explain();
    return read.rows().stream().map(version.parser()::parse).toList();
  }

  @Override
  public int explain() {
    return explain;
  }
}
