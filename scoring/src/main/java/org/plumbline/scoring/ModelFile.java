package org.plumbline.scoring;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Model.WeightedComponent;

/**
 * Model file, big-endian.
 *
 * <pre>
 * magic      8 bytes  89 'P' 'L' 'M' 0D 0A 1A 0A (a text-mode copy breaks it, and is noticed)
 * version    u16      1 or 2
 * flags      u16      0
 * length     u32      bytes of the whole file, digest included
 * sections            HEAD, CALB, in version 2 LINK, then one per component, then END!
 *   tag      4 bytes  ASCII
 *   length   u32      bytes of the payload
 *   payload
 * digest     32 bytes SHA-256 of all bytes before it
 * </pre>
 *
 * <p>Texts are u32 length and UTF-8; doubles and floats their IEEE bits; counts u32. Writing is a
 * pure function of the model. Reading checks the digest first, then every length against what is
 * left of its section before allocating, then everything the constructors check; unknown tags,
 * flags and left-over bytes are refused.
 *
 * <p>Version 1 knows the components CONS, LINR and TREE and the usual link of each task. Version 2
 * adds LINK and {@link ComponentFile#TAGS_OF_2 further components}; a model is written as the
 * lowest version that can hold it, so that older readers keep up as long as possible. Files of both
 * are frozen in the tests and read forever; whatever comes next gets a new number.
 */
final class ModelFile {
  /** The latest version written and read. */
  static final int VERSION = 2;

  /** The largest file written or taken, in bytes. */
  static final int MAX_BYTES = 512 << 20;

  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'L', 'M', '\r', '\n', 0x1a, '\n'};
  private static final int PREFIX = MAGIC.length + 8;
  private static final int DIGEST = 32;

  private ModelFile() {}

  static byte[] write(Model model) {
    var out = new SectionWriter();
    out.raw(MAGIC);
    int version = version(model);
    out.u16(version);
    out.u16(0);
    out.u32(0); // the length, known at the end
    out.section("HEAD", () -> writeHead(model, out));
    out.section("CALB", () -> writeCalibration(model.calibration(), out));
    if (version > 1) {
      out.section("LINK", () -> LinkFile.write(model.link(), out));
    }
    for (WeightedComponent weighted : model.components()) {
      out.section(
          ComponentFile.tag(weighted.component()), () -> ComponentFile.write(weighted, out));
    }
    out.section("END!", () -> {});
    out.patchU32(MAGIC.length + 4, out.size() + DIGEST);
    byte[] content = out.toBytes();
    byte[] file = Arrays.copyOf(content, content.length + DIGEST);
    System.arraycopy(sha256(content, content.length), 0, file, content.length, DIGEST);
    return file;
  }

  private static int version(Model model) {
    boolean first =
        model.link().equals(Link.usual(model.task()))
            && model.components().stream()
                .map(part -> ComponentFile.tag(part.component()))
                .noneMatch(ComponentFile.TAGS_OF_2::contains);
    return first ? 1 : VERSION;
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
    return read(bytes, true);
  }

  /**
   * @param nests whether the model may hold models itself; those within it may not, so that no file
   *     can nest deeper than one level
   */
  static Model read(byte[] bytes, boolean nests) {
    int version = requireWhole(bytes);
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
      Link link = Link.usual(task);
      if (version > 1) {
        in.enter("LINK");
        link = LinkFile.read(in);
        in.leave();
      }
      var components = new java.util.ArrayList<WeightedComponent>();
      while (true) {
        String tag = in.enter();
        if (tag.equals("END!")) {
          in.leave();
          break;
        }
        if (ComponentFile.TAGS_OF_2.contains(tag)
            && (version < 2 || (!nests && tag.equals("HURD")))) {
          throw in.refused("this section has no place here");
        }
        components.add(ComponentFile.read(tag, in));
        in.leave();
      }
      in.requireEnd();
      return new Model(task, inputs, classes, components, calibration, link);
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

  /** Answers the version. */
  private static int requireWhole(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw prefix(0, bytes.length + " bytes, at most " + MAX_BYTES + " are taken");
    }
    if (bytes.length < PREFIX + DIGEST
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw prefix(0, "this is no Plumbline model file");
    }
    var in = new SectionReader(bytes, MAGIC.length, PREFIX);
    int version = in.u16();
    if (version < 1 || version > VERSION) {
      throw prefix(8, "format version " + version + " is not known, only 1 to " + VERSION);
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
    return version;
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
