package org.plumbline.oip;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.prediction.Once;
import org.plumbline.http.prediction.Question;
import org.plumbline.kernel.ModelName;

/**
 * Tensors as the rows of our own predictions, and the answer to them as tensors.
 *
 * @param <A> what goes back by the wire
 */
final class TensorQuestion<A> implements Question {
  private final OipAnswers.Call call;
  private final Supplier<Asked<A>> reading;
  private @Nullable Asked<A> read;
  private List<String> classes = List.of();

  /**
   * A request that was not read yet.
   *
   * @param reading reads it
   */
  TensorQuestion(OipAnswers.Call call, Supplier<Asked<A>> reading) {
    this.call = call;
    this.reading = reading;
  }

  @Override
  public ModelName model() {
    return call.model();
  }

  @Override
  public int bytes() {
    return call.bytes();
  }

  @Override
  public Optional<Named> named() {
    return call.version().isEmpty()
        ? Optional.empty()
        : Optional.of(new Named(Models.number(call.version()), call.caller()));
  }

  @Override
  public Optional<Once> once() {
    return call.once();
  }

  @Override
  public List<ParsedRow> rows(ServingVersion version) {
    InferRequest request = asked().request();
    ModelDescription.demandOutputs(version, request.outputs());
    if (classes.isEmpty()) {
      classes = version.model().classes();
    }
    return TensorRows.of(request, version.parser());
  }

  @Override
  public int explain() {
    return asked().request().options().explain();
  }

  /** The answer in the form that the request asks for. */
  A write(byte[] json) {
    InferRequest request = asked().request();
    int rows = request.inputs().getFirst().shape().size(0);
    return asked().write(InferAnswer.of(request, OwnAnswer.read(json, rows, classes)));
  }

  private Asked<A> asked() {
    Asked<A> known = read;
    if (known == null) {
      known = reading.get();
      read = known;
    }
    return known;
  }
}
