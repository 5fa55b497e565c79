package org.plumbline.oip;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.oip.wire.InferParameter;
import org.plumbline.oip.wire.InferTensorContents;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ModelInferResponse;

/** A request for predictions as a message; an answer has raw contents when the request had. */
record GrpcInference(InferRequest request, boolean raw) implements Asked<ModelInferResponse> {
  static GrpcInference read(ModelInferRequest message) {
    boolean raw = message.getRawInputContentsCount() > 0;
    if (raw && message.getRawInputContentsCount() != message.getInputsCount()) {
      throw Refusals.request(
          "The request has %s raw contents for %s inputs: each input has one, or none has"
              .formatted(message.getRawInputContentsCount(), message.getInputsCount()));
    }
    List<Tensor> inputs = new ArrayList<>(message.getInputsCount());
    for (int i = 0; i < message.getInputsCount(); i++) {
      inputs.add(tensor(message.getInputs(i), raw ? message.getRawInputContents(i) : null));
    }
    List<String> outputs = new ArrayList<>(message.getOutputsCount());
    for (var output : message.getOutputsList()) {
      output.getParametersMap().keySet().forEach(InferRequest.Options::demandHarmless);
      outputs.add(output.getName());
    }
    return new GrpcInference(
        new InferRequest(message.getId(), options(message.getParametersMap()), inputs, outputs),
        raw);
  }

  private static Tensor tensor(ModelInferRequest.InferInputTensor input, @Nullable ByteString raw) {
    String name = input.getName();
    if (name.isEmpty()) {
      throw Refusals.field("name", "of an input is missing");
    }
    DataType type = DataType.of(input.getDatatype(), name);
    Shape shape = Shape.of(input.getShapeList(), name);
    if (raw != null && input.hasContents()) {
      throw Refusals.tensor(name, "has contents beside the raw ones");
    }
    input.getParametersMap().keySet().forEach(InferRequest.Options::demandHarmless);
    Elements elements =
        raw == null
            ? ContentElements.of(name, type, input.getContents())
            : RawElements.of(name, type, shape, raw.asReadOnlyByteBuffer());
    InferParameter content = input.getParametersMap().get("content_type");
    return new Tensor(
        name, type, shape, elements, content == null ? null : text("content_type", content));
  }

  private static InferRequest.Options options(Map<String, InferParameter> parameters) {
    if (parameters.isEmpty()) {
      return InferRequest.Options.NONE;
    }
    parameters.keySet().forEach(InferRequest.Options::demandHarmless);
    InferParameter content = parameters.get("content_type");
    InferParameter explain = parameters.get("explain");
    return new InferRequest.Options(
        content == null ? null : text("content_type", content),
        explain == null ? 0 : count("explain", explain));
  }

  private static String text(String name, InferParameter parameter) {
    if (!parameter.hasStringParam()) {
      throw Refusals.field(name, "is no string_param");
    }
    return parameter.getStringParam();
  }

  private static int count(String name, InferParameter parameter) {
    long value =
        switch (parameter.getParameterChoiceCase()) {
          case INT64_PARAM -> parameter.getInt64Param();
          case UINT64_PARAM -> parameter.getUint64Param();
          case BOOL_PARAM, STRING_PARAM, DOUBLE_PARAM, PARAMETERCHOICE_NOT_SET ->
              throw Refusals.field(name, "is no int64_param");
        };
    return Math.clamp(value, -1, Integer.MAX_VALUE);
  }

  @Override
  public ModelInferResponse write(InferAnswer answer) {
    var message =
        ModelInferResponse.newBuilder()
            .setModelName(answer.model())
            .setModelVersion(answer.version())
            .setId(answer.id());
    answer
        .parameters()
        .forEach(
            (name, value) ->
                message.putParameters(
                    name, InferParameter.newBuilder().setStringParam(value).build()));
    for (OutputTensor output : answer.outputs()) {
      var tensor =
          ModelInferResponse.InferOutputTensor.newBuilder()
              .setName(output.name())
              .setDatatype(output.type().name())
              .addAllShape(output.shape().sizes());
      if (raw) {
        message.addRawOutputContents(UnsafeByteOperations.unsafeWrap(output.raw()));
      } else {
        tensor.setContents(contents(output));
      }
      message.addOutputs(tensor);
    }
    return message.build();
  }

  private static InferTensorContents contents(OutputTensor output) {
    var contents = InferTensorContents.newBuilder();
    switch (output) {
      case OutputTensor.Numbers numbers -> {
        for (double value : numbers.values()) {
          contents.addFp64Contents(value);
        }
      }
      case OutputTensor.Wholes wholes -> {
        for (long value : wholes.values()) {
          contents.addInt64Contents(value);
        }
      }
      case OutputTensor.Texts texts ->
          texts.values().forEach(text -> contents.addBytesContents(ByteString.copyFromUtf8(text)));
    }
    return contents.build();
  }
}
