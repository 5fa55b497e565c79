package org.plumbline.scoring;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Model.WeightedComponent;

/**
 * Model file, version 1, big-endian.
 *
 * <pre>
 * magic      8 bytes  89 'P' 'L' 'M' 0D 0A 1A 0A (a text-mode copy breaks it, and is noticed)
 * version    u16      1
 * flags      u16      0
 * length     u32      bytes of the whole file, digest included
 * sections            HEAD, CALB, then one CONS, LINR or TREE per component, then END!
 *   tag      4 bytes  ASCII
 *   length   u32      bytes of the payload
 *   payload
 * digest     32 bytes SHA-256 of all bytes before it
 * </pre>
 *
 * <p>Texts are u32 length and UTF-8; doubles and floats their IEEE bits; counts u32. Writing is a
 * pure function of the model. Reading checks the digest first, then every length against what is
 * left of its section before allocating, then everything the constructors check; unknown tags,
 * flags and left-over bytes are refused. A later version gets a new number and reader; this one
 * stays.
 */
final class ModelFile {
  static final int VERSION = 1;

  /** The largest file written or taken, in bytes. */
  static final int MAX_BYTES = 512 << 20;

  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'L', 'M', '\r', '\n', 0x1a, '\n'};
  private static final int PREFIX = MAGIC.length + 8;
  private static final int DIGEST = 32;

  private ModelFile() {}

  static byte[] write(Model model) {
    var out = new SectionWriter();
    out.raw(MAGIC);
    out.u16(VERSION);
    out.u16(0);
    out.u32(0); // the length, known at the end
    out.section("HEAD", () -> writeHead(model, out));
    out.section("CALB", () -> writeCalibration(model.calibration(), out));
    for (WeightedComponent weighted : model.components()) {
      String tag =
          switch (weighted.component()) {
            case ConstantComponent _ -> "CONS";
            case LinearComponent _ -> "LINR";
            case TreeComponent _ -> "TREE";
          };
      out.section(tag, () -> ComponentFile.write(weighted, out));
    }
    out.section("END!", () -> {});
    out.patchU32(MAGIC.length + 4, out.size() + DIGEST);
    byte[] content = out.toBytes();
    byte[] file = Arrays.copyOf(content, content.length + DIGEST);
    System.arraycopy(sha256(content, content.length), 0, file, content.length, DIGEST);
    return file;
  }

  private static void writeHead(Model model, SectionWriter out) {
    out.u8(
        switch (model.task()) {
          case BINARY -> 1;
          case MULTICLASS -> 2;
          case REGRESSION -> 3;
        });
    out.texts(model.classes());
    out.u32(model.inputs().size());
    for (Input input : model.inputs()) {
      out.text(input.name());
      out.u8(input.isCategorical() ? 2 : 1);
      out.texts(input.categories());
    }
  }

  private static void writeCalibration(Calibration calibration, SectionWriter out) {
    out.f64(calibration.slope());
    out.f64s(calibration.offsets());
  }

  static Model read(byte[] bytes) {
    requireWhole(bytes);
    var in = new SectionReader(bytes, PREFIX, bytes.length - DIGEST);
    try {
      in.enter("HEAD");
      Task task =
          switch (in.u8()) {
            case 1 -> Task.BINARY;
            case 2 -> Task.MULTICLASS;
            case 3 -> Task.REGRESSION;
            default -> throw in.refused("unknown task");
          };
      List<String> classes = in.texts();
      List<Input> inputs = in.list(9, () -> readInput(in));
      in.leave();
      in.enter("CALB");
      var calibration = new Calibration(in.f64(), in.f64s());
      in.leave();
      var components = new java.util.ArrayList<WeightedComponent>();
      while (true) {
        String tag = in.enter();
        if (tag.equals("END!")) {
          in.leave();
          break;
        }
        components.add(ComponentFile.read(tag, in));
        in.leave();
      }
      in.requireEnd();
      return new Model(task, inputs, classes, components, calibration);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // Constructors know the rule that is broken, the reader knows where.
      throw new ModelFormatException(in.section(), in.offset(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Input readInput(SectionReader in) {
    String name = in.text();
    Input.Kind kind =
        switch (in.u8()) {
          case 1 -> Input.Kind.NUMERIC;
          case 2 -> Input.Kind.CATEGORICAL;
          default -> throw in.refused("unknown kind of input");
        };
    return new Input(name, kind, in.texts());
  }

  private static void requireWhole(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw prefix(0, bytes.length + " bytes, at most " + MAX_BYTES + " are taken");
    }
    if (bytes.length < PREFIX + DIGEST
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw prefix(0, "this is no Plumbline model file");
    }
    var in = new SectionReader(bytes, MAGIC.length, PREFIX);
    int version = in.u16();
    if (version != VERSION) {
      throw prefix(8, "format version " + version + " is not known, only " + VERSION);
    }
    if (in.u16() != 0) {
      throw prefix(10, "unknown flags");
    }
    int length = in.u32();
    if (length != bytes.length) {
      throw prefix(12, "the file says " + length + " bytes and has " + bytes.length);
    }
    int end = bytes.length - DIGEST;
    byte[] stored = Arrays.copyOfRange(bytes, end, bytes.length);
    if (!MessageDigest.isEqual(sha256(bytes, end), stored)) {
      throw new ModelFormatException(
          "digest", end, "the SHA-256 does not match, the file is damaged");
    }
  }

  private static ModelFormatException prefix(int offset, String reason) {
    return new ModelFormatException("prefix", offset, reason);
  }

  static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
