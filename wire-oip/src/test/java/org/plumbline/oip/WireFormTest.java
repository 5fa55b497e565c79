package org.plumbline.oip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ModelInferResponse;
import org.plumbline.oip.wire.OpenInference;

/** Holds our definition to the protocol's: bytes and numbers put down by hand from its text. */
class WireFormTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The protocol's first example of a request, as a message. */
  @Test
  void aRequestInBytesIsUnderstood() throws InvalidProtocolBufferException {
    String bytes =
        "0a07"
            + hex("mymodel")
            + "1201"
            + hex("3")
            + "1a02"
            + hex("42")
            + "2a1c" // an input of 28 bytes
            + "0a06"
            + hex("input0")
            + "1206"
            + hex("UINT32")
            + "1a020202" // the shape [2, 2]
            + "2a062204"
            + "01020304" // contents: four of uint32
            + "3209"
            + "0a07"
            + hex("output0")
            + "3a03"
            + "010001"; // raw contents

    ModelInferRequest request = ModelInferRequest.parseFrom(HEX.parseHex(bytes));

    assertThat(request.getModelName()).isEqualTo("mymodel");
    assertThat(request.getModelVersion()).isEqualTo("3");
    assertThat(request.getId()).isEqualTo("42");
    assertThat(request.getInputs(0).getName()).isEqualTo("input0");
    assertThat(request.getInputs(0).getDatatype()).isEqualTo("UINT32");
    assertThat(request.getInputs(0).getShapeList()).containsExactly(2L, 2L);
    assertThat(request.getInputs(0).getContents().getUintContentsList())
        .containsExactly(1, 2, 3, 4);
    assertThat(request.getOutputs(0).getName()).isEqualTo("output0");
    assertThat(request.getRawInputContents(0).toByteArray()).containsExactly(1, 0, 1);
    assertThat(HEX.formatHex(request.toByteArray())).isEqualTo(bytes);
  }

  @Test
  void anAnswerInBytesIsThatOfTheProtocol() {
    ModelInferResponse answer =
        ModelInferResponse.newBuilder()
            .setModelName("m")
            .setModelVersion("1")
            .setId("42")
            .addOutputs(
                ModelInferResponse.InferOutputTensor.newBuilder()
                    .setName("output0")
                    .setDatatype("FP32")
                    .addShape(1))
            .addRawOutputContents(ByteString.copyFrom(new byte[] {0, 0, -128, 63}))
            .build();

    assertThat(HEX.formatHex(answer.toByteArray()))
        .isEqualTo(
            "0a01"
                + hex("m")
                + "1201"
                + hex("1")
                + "1a02"
                + hex("42")
                + "2a12"
                + "0a07"
                + hex("output0")
                + "1204"
                + hex("FP32")
                + "1a0101"
                + "3204"
                + "0000803f");
  }

  private static String hex(String text) {
    return text.chars().mapToObj("%02x"::formatted).collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource({
    "ServerLiveRequest,''",
    "ServerLiveResponse,live 1 bool",
    "ServerReadyResponse,ready 1 bool",
    "ModelReadyRequest,name 1 string; version 2 string",
    "ModelReadyResponse,ready 1 bool",
    "ServerMetadataResponse,name 1 string; version 2 string; extensions 3 string*",
    "ModelMetadataRequest,name 1 string; version 2 string",
    "ModelMetadataResponse,name 1 string; versions 2 string*; platform 3 string; inputs 4 message*;"
        + " outputs 5 message*",
    "ModelMetadataResponse.TensorMetadata,name 1 string; datatype 2 string; shape 3 int64*",
    "ModelInferRequest,"
        + "model_name 1 string; model_version 2 string; id 3 string; parameters 4 message*;"
        + " inputs 5 message*; outputs 6 message*; raw_input_contents 7 bytes*",
    "ModelInferRequest.InferInputTensor,"
        + "name 1 string; datatype 2 string; shape 3 int64*; parameters 4 message*;"
        + " contents 5 message",
    "ModelInferRequest.InferRequestedOutputTensor,name 1 string; parameters 2 message*",
    "ModelInferResponse,"
        + "model_name 1 string; model_version 2 string; id 3 string; parameters 4 message*;"
        + " outputs 5 message*; raw_output_contents 6 bytes*",
    "ModelInferResponse.InferOutputTensor,"
        + "name 1 string; datatype 2 string; shape 3 int64*; parameters 4 message*;"
        + " contents 5 message",
    "InferParameter,"
        + "bool_param 1 bool; int64_param 2 int64; string_param 3 string; double_param 4 double;"
        + " uint64_param 5 uint64",
    "InferTensorContents,"
        + "bool_contents 1 bool*; int_contents 2 int32*; int64_contents 3 int64*;"
        + " uint_contents 4 uint32*; uint64_contents 5 uint64*; fp32_contents 6 float*;"
        + " fp64_contents 7 double*; bytes_contents 8 bytes*",
    "ModelRepositoryParameter,"
        + "bool_param 1 bool; int64_param 2 int64; string_param 3 string; bytes_param 4 bytes",
    "RepositoryIndexRequest,repository_name 1 string; ready 2 bool",
    "RepositoryIndexResponse,models 1 message*",
    "RepositoryIndexResponse.ModelIndex,"
        + "name 1 string; version 2 string; state 3 string; reason 4 string",
    "RepositoryModelLoadRequest,"
        + "repository_name 1 string; model_name 2 string; parameters 3 message*",
    "RepositoryModelUnloadRequest,"
        + "repository_name 1 string; model_name 2 string; parameters 3 message*"
  })
  void fieldsHaveTheirNumbers(String message, String fields) {
    assertThat(
            message(message).getFields().stream()
                .map(WireFormTest::said)
                .collect(Collectors.joining("; ")))
        .isEqualTo(fields);
  }

  private static Descriptor message(String name) {
    Descriptor found = null;
    for (String step : name.split("\\.")) {
      found =
          found == null
              ? OpenInference.getDescriptor().findMessageTypeByName(step)
              : found.findNestedTypeByName(step);
      assertThat(found).as(name).isNotNull();
    }
    return found;
  }

  private static String said(FieldDescriptor field) {
    return "%s %s %s%s"
        .formatted(
            field.getName(),
            field.getNumber(),
            field.getType().name().toLowerCase(java.util.Locale.ROOT),
            field.isRepeated() ? "*" : "");
  }
}
