package org.plumbline.kafka;

import java.util.List;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.prediction.Question;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.kernel.ModelName;

/** An event as a question of whoever may write to its topic. */
record EventQuestion(RequestEvent event) implements Question {
  @Override
  public ModelName model() {
    return event.model();
  }

  @Override
  public int bytes() {
    return event.bytes();
  }

  @Override
  public List<ParsedRow> rows(ServingVersion version) {
    RowAnswers.demandCount(event.rows().size());
    return event.rows().stream().map(version.parser()::parse).toList();
  }

  @Override
  public int explain() {
    return event.explain();
  }
}
