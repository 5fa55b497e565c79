package org.plumbline.oip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc;
import org.plumbline.oip.wire.InferTensorContents;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ServerLiveRequest;

/** Broken and hostile bytes: each is read or refused with a reason, and nothing else happens. */
class HostileTensorsTest {
  private static final int ROUNDS = 20_000;
  private static final List<DataType> TYPES = List.of(DataType.values());

  private final Random random = new Random(20_261_121);

  @Test
  void anyBytesOfAnyTypeAreReadOrRefused() {
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      if (random.nextInt(4) > 0) {
        random.nextBytes(bytes);
      }
      DataType type = TYPES.get(random.nextInt(TYPES.size()));
      List<Long> sizes =
          random
              .longs(random.nextInt(3), -1, random.nextBoolean() ? 6 : Long.MAX_VALUE)
              .boxed()
              .toList();
      try {
        Elements elements = RawElements.of("t", type, Shape.of(sizes, "t"), ByteBuffer.wrap(bytes));
        for (int k = 0; k < elements.count(); k++) {
          var _ = elements.value(k);
        }
        read++;
      } catch (PlumblineException refused) {
        assertThat(refused.text()).startsWith("Tensor 't'");
      }
    }
    assertThat(read).isGreaterThan(100);
  }

  @Test
  void aTextThatClaimsMoreThanThereIsIsRefused() {
    for (String hex : List.of("ffffffff", "0000000001", "02000000ff", "01000000", "7fffffff00")) {
      byte[] bytes = java.util.HexFormat.of().parseHex(hex);
      for (int count : new int[] {1, 2, 1_000_000}) {
        assertThat(refusal(bytes, count)).as(hex).contains("Tensor 't'");
      }
    }
  }

  private static String refusal(byte[] bytes, int count) {
    try {
      var _ = RawElements.of("t", DataType.BYTES, Shape.of(count), ByteBuffer.wrap(bytes));
      return "read";
    } catch (PlumblineException refused) {
      return refused.text();
    }
  }

  @Test
  void aBrokenBodyIsReadOrRefused() {
    byte[] whole =
        """
        {"id":"1","parameters":{"content_type":"pd","binary_data_output":true},
         "inputs":[{"name":"age","shape":[2],"datatype":"INT32","data":[1,[2]]},
         {"name":"b","shape":[2,1],"datatype":"FP64","parameters":{"binary_data_size":16}}],
         "outputs":[{"name":"score","parameters":{"binary_data":true}}]}0123456789abcdef\
        """
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] body = broken(whole);
      int length = random.nextInt(4) == 0 ? random.nextInt() : body.length - 16;
      try {
        var _ = HttpInference.read(body, OptionalInt.of(length)).request();
      } catch (PlumblineException refused) {
        assertThat(refused.text()).isNotBlank();
      }
    }
  }

  @Test
  void aBrokenMessageIsReadOrRefused() {
    byte[] whole =
        ModelInferRequest.newBuilder()
            .setModelName("m")
            .addInputs(
                ModelInferRequest.InferInputTensor.newBuilder()
                    .setName("a")
                    .setDatatype("INT16")
                    .addShape(2)
                    .setContents(
                        InferTensorContents.newBuilder().addIntContents(1).addIntContents(-2)))
            .addRawInputContents(ByteString.copyFromUtf8("0123"))
            .build()
            .toByteArray();
    for (int i = 0; i < ROUNDS; i++) {
      try {
        var _ = GrpcInference.read(ModelInferRequest.parseFrom(broken(whole)));
      } catch (PlumblineException refused) {
        assertThat(refused.text()).isNotBlank();
      } catch (InvalidProtocolBufferException noMessage) {
        assertThat(noMessage).isNotNull();
      }
    }
  }

  /** Some bytes changed, left out or doubled. */
  private byte[] broken(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int k = random.nextInt(4); k >= 0; k--) {
      switch (random.nextInt(3)) {
        case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        case 1 ->
            bytes[random.nextInt(bytes.length)] = (byte) "\"[]{},:0-9e".charAt(random.nextInt(11));
        default -> bytes = Arrays.copyOf(bytes, Math.max(20, bytes.length - random.nextInt(9)));
      }
    }
    return bytes;
  }

  /** Whoever sends rubbish is cut off; others are answered on. */
  @Test
  void rubbishOnThePortLeavesTheServerAnswering() throws IOException {
    try (var running = new RunningFaces()) {
      byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 60; i++) {
        try (var socket = new Socket("localhost", running.grpcPort())) {
          byte[] rubbish = new byte[random.nextInt(4_000)];
          random.nextBytes(rubbish);
          if (i % 2 == 0) {
            socket.getOutputStream().write(preface);
          }
          if (i % 4 == 0) {
            // An empty SETTINGS frame, and then frames of any length, type and stream.
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
          }
          socket.getOutputStream().write(rubbish);
        } catch (IOException cutOff) {
          assertThat(cutOff).isNotNull();
        }
      }

      var stub = GRPCInferenceServiceGrpc.newBlockingStub(running.channel());
      assertThat(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
      assertThat(statusOf(running, ModelInferRequest.getDefaultInstance()))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  private static Status.Code statusOf(RunningFaces running, ModelInferRequest request) {
    try {
      var _ = running.stub("ben").modelInfer(request);
      return Status.Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    }
  }
}
