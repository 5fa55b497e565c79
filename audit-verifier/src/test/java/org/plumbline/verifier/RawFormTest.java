package org.plumbline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawFormTest {
  private final RawForm raw = new RawForm();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(SortedMap<String, String> map) {
    var json = new StringBuilder("{");
    map.forEach(
        (key, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(key)
                .append("\":\"")
                .append(value)
                .append('"'));
    return utf8(json.append('}').toString());
  }

  private void text(@Nullable String text) {
    if (text == null) {
      raw.absent();
    } else {
      byte[] bytes = utf8("xx" + text);
      raw.text(bytes, 2, bytes.length - 2);
    }
  }

  @Property(tries = 300)
  void hashesAsTheCanonicalForm(
      @ForAll @AlphaChars @StringLength(max = 40) String name,
      @ForAll @Size(max = 4)
          Map<@AlphaChars @StringLength(max = 6) String, @AlphaChars @StringLength(max = 60) String>
              values,
      @ForAll boolean first) {
    SortedMap<String, String> map = new TreeMap<>(values);
    var content =
        new Content(
            new Content.Who(name, null, "ü" + name, null),
            "a.b",
            "model",
            name,
            map,
            new TreeMap<>(Map.of("k", "väl 😀")),
            "why",
            null,
            List.of());
    int form = first ? 1 : 2;

    raw.start(form, 7, 42, Sha256.of("p").bytes(), 0);
    for (String text :
        new @Nullable String[] {name, null, "ü" + name, null, "a.b", "model", name}) {
      text(text);
    }
    byte[] before = json(map);
    assertThat(raw.map(before, 0, before.length)).isTrue();
    byte[] after = utf8("{\"k\":\"väl 😀\"}");
    assertThat(raw.map(after, 0, after.length)).isTrue();
    text("why");
    if (!first) {
      raw.absent();
      raw.integer(0);
    }

    assertThat(raw.finish()).isEqualTo(CanonicalForm.hash(form, 7, 42, content, Sha256.of("p")));
  }

  @Test
  void leavesToOthersWhatItDoesNotUnderstand() {
    for (String json :
        new String[] {
          "", "{", "no json", "{\"a\":\"b\"", "{\"b\":\"1\",\"a\":\"2\"}",
              "{\"a\":\"1\",\"a\":\"2\"}",
          "{\"a\":\"\\n\"}", "{\"ü\":\"1\"}", "{\"a\" :\"1\"}", "{\"a\":1}", "{\"a\":\"1\"x}",
              "{\"a\":}"
        }) {
      byte[] bytes = utf8(json);

      assertThat(raw.map(bytes, 0, bytes.length)).as(json).isFalse();
    }
    assertThatThrownBy(() -> raw.start(3, 1, 1, new byte[32], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
