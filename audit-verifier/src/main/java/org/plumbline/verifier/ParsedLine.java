package org.plumbline.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A line of an export, read; an unknown or missing member is refused. */
sealed interface ParsedLine {
  /** The first line. */
  record Header(
      ExportLines.Extent extent, long first, List<TrustedKey> keys, @Nullable Checkpoint checkpoint)
      implements ParsedLine {}

  /**
   * An entry with its hash computed.
   *
   * @param wrong what is wrong with the values that were shown, empty when nothing is
   */
  record Entry(ChainEntry entry, Digest computed, List<Digest> proof, String wrong)
      implements ParsedLine {}

  /** An entry whose line was hashed as it came; it is read only when something does not hold. */
  record Plain(ChainCheck.Link link, Digest computed, byte[] line) implements ParsedLine {
    ChainEntry entry() {
      if (of(0, new String(line, StandardCharsets.UTF_8)) instanceof Entry read) {
        return read.entry();
      }
      throw new IllegalStateException("a plain line cannot be read");
    }
  }

  /** A checkpoint. */
  record Signed(Checkpoint checkpoint) implements ParsedLine {}

  /** The last line. */
  record End(long entries, long checkpoints, long last, Digest head) implements ParsedLine {}

  /** What cannot be read. */
  record Unreadable(long line, String why) implements ParsedLine {}

  /** Reads the line of that number: by its bytes when they are as they were written, else whole. */
  static ParsedLine of(long number, byte[] line, PlainLine plain) {
    Plain read = plain.read(line);
    return read == null ? of(number, new String(line, StandardCharsets.UTF_8)) : read;
  }

  /** Reads the line of that number. */
  static ParsedLine of(long number, String text) {
    try {
      return of(new Members(JsonText.object(text)));
    } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
      return new Unreadable(number, String.valueOf(wrong.getMessage()));
    }
  }

  private static ParsedLine of(Members line) {
    ParsedLine parsed;
    if (line.has("format")) {
      parsed = header(line);
    } else if (line.has("checkpoint")) {
      parsed = new Signed(checkpoint(line.object("checkpoint")));
    } else if (line.has("end")) {
      Members end = line.object("end");
      parsed =
          new End(
              end.number("entries"),
              end.number("checkpoints"),
              end.number("last"),
              Digest.parse(end.text("head")));
      end.finish();
    } else {
      parsed = entry(line);
    }
    line.finish();
    return parsed;
  }

  /** Reads a checkpoint that was kept by itself. */
  static Checkpoint checkpoint(String text) {
    return checkpoint(new Members(JsonText.object(text)));
  }

  private static Header header(Members line) {
    String format = line.text("format");
    if (!format.equals(ExportLines.FORMAT)) {
      throw new IllegalArgumentException("The format '" + format + "' is not known");
    }
    String extent = line.text("extent");
    for (ExportLines.Extent known : ExportLines.Extent.values()) {
      if (known.wireName().equals(extent)) {
        line.text("exportedAt");
        return new Header(
            known,
            line.number("first"),
            line.objects("keys").stream().map(ParsedLine::key).toList(),
            line.has("checkpoint") ? checkpoint(line.object("checkpoint")) : null);
      }
    }
    throw new IllegalArgumentException("The extent '" + extent + "' is not known");
  }

  private static TrustedKey key(Members key) {
    var parsed =
        new TrustedKey(
            PublicKeys.parse(key.text("publicKey")),
            key.find("endorsedBy"),
            key.has("endorsement") ? key.bytes("endorsement") : null);
    if (!key.text("id").equals(parsed.id())) {
      throw new IllegalArgumentException("The key " + parsed.id() + " is given another id");
    }
    key.finish();
    return parsed;
  }

  private static Checkpoint checkpoint(Members it) {
    var checkpoint =
        new Checkpoint(
            it.number("number"),
            it.number("size"),
            Digest.parse(it.text("root")),
            Digest.parse(it.text("head")),
            Micros.parse(it.text("at")),
            Digest.parse(it.text("previous")),
            it.text("key"),
            it.bytes("signature"));
    it.finish();
    return checkpoint;
  }

  private static Entry entry(Members line) {
    List<SealedBlock> blocks = new ArrayList<>();
    String wrong = "";
    for (Members member : line.objects("sealed")) {
      var block =
          new SealedBlock(
              member.text("subject"),
              member.texts("fields"),
              Digest.parse(member.text("commitment")),
              member.bytes("sealed"));
      if (member.has("opened") && !matches(block, member.object("opened"))) {
        wrong = "the values shown for " + block.subject() + " are not those that were sealed";
      }
      member.finish();
      blocks.add(block);
    }
    var content =
        new Content(
            new Content.Who(
                line.text("actor"),
                line.find("onBehalfOf"),
                line.find("requestId"),
                line.find("address")),
            line.text("action"),
            line.text("objectKind"),
            line.text("objectId"),
            line.map("before"),
            line.map("after"),
            line.find("reason"),
            line.find("problem"),
            blocks);
    var entry =
        new ChainEntry(
            Math.toIntExact(line.number("form")),
            line.number("sequence"),
            Micros.parse(line.text("at")),
            content,
            Digest.parse(line.text("previous")),
            Digest.parse(line.text("hash")));
    List<Digest> proof =
        line.has("proof") ? line.texts("proof").stream().map(Digest::parse).toList() : List.of();
    return new Entry(entry, entry.computedHash(), proof, wrong);
  }

  private static boolean matches(SealedBlock block, Members opened) {
    var values = new SealedBlock.Opened(opened.bytes("salt"), opened.texts("values"));
    opened.finish();
    return values.values().size() == block.fields().size()
        && CanonicalForm.commitment(values).equals(block.commitment());
  }

  /** The members of an object, each to be asked for. */
  final class Members {
    private final Map<String, @Nullable Object> members;
    private final Set<String> asked = new HashSet<>();

    Members(Map<String, @Nullable Object> members) {
      this.members = members;
    }

    boolean has(String name) {
      return members.containsKey(name);
    }

    @Nullable String find(String name) {
      return has(name) ? text(name) : null;
    }

    String text(String name) {
      return member(name, String.class);
    }

    long number(String name) {
      return member(name, Long.class);
    }

    byte[] bytes(String name) {
      return Base64.getDecoder().decode(text(name));
    }

    List<String> texts(String name) {
      var texts = new ArrayList<String>();
      for (Object text : member(name, List.class)) {
        texts.add(cast(name, text, String.class));
      }
      return texts;
    }

    SortedMap<String, String> map(String name) {
      var map = new TreeMap<String, String>();
      if (has(name)) {
        Map<?, ?> pairs = member(name, Map.class);
        pairs.forEach(
            (key, value) ->
                map.put(cast(name, key, String.class), cast(name, value, String.class)));
      }
      return map;
    }

    Members object(String name) {
      return members(name, member(name, Map.class));
    }

    List<Members> objects(String name) {
      var objects = new ArrayList<Members>();
      if (has(name)) {
        for (Object object : member(name, List.class)) {
          objects.add(members(name, object));
        }
      }
      return objects;
    }

    /** Refuses what nobody asked for. */
    void finish() {
      for (String name : members.keySet()) {
        if (!asked.contains(name)) {
          throw new IllegalArgumentException("The member '" + name + "' is not known");
        }
      }
    }

    private static Members members(String name, @Nullable Object object) {
      Map<?, ?> pairs = cast(name, object, Map.class);
      Map<String, @Nullable Object> members = HashMap.newHashMap(pairs.size());
      pairs.forEach((key, value) -> members.put(String.valueOf(key), value));
      return new Members(members);
    }

    private <T> T member(String name, Class<T> type) {
      asked.add(name);
      if (!has(name)) {
        throw new IllegalArgumentException("The member '" + name + "' is missing");
      }
      return cast(name, members.get(name), type);
    }

    private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException("The member '" + name + "' has another type");
      }
      return type.cast(value);
    }
  }
}
