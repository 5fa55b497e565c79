package org.plumbline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** What every object store does. */
public abstract class ObjectStoreContract {
  protected abstract ObjectStore store();

  /** Changes a byte of the object behind the store's back. */
  protected abstract void damage(ContentHash hash);

  @Test
  void givesBackWhatWasWritten() {
    ContentHash hash = store().write(bytes("some content"));

    assertThat(store().read(hash)).isEqualTo(bytes("some content"));
    assertThat(hash.hex())
        .isEqualTo("290f493c44f5d63d06b374d0a5abd292fae38b92cab2fae5efefe1b0e9347f56");
    assertThat(store().contains(hash)).isTrue();
  }

  @Test
  void keepsTheSameContentOnce() {
    assertThat(store().write(bytes("twice"))).isEqualTo(store().write(bytes("twice")));
  }

  @Test
  void takesStreamsAndNothing() {
    byte[] large = new byte[300_000];
    large[299_999] = 7;

    assertThat(store().read(store().write(new ByteArrayInputStream(large)))).isEqualTo(large);
    assertThat(store().read(store().write(new byte[0]))).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() {
    assertThat(store().contains(ContentHash.of(bytes("never")))).isFalse();
    assertThatThrownBy(() -> store().read(ContentHash.of(bytes("never"))))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void refusesToReadWhatWasChanged() {
    ContentHash hash = store().write(bytes("to be damaged"));

    damage(hash);

    assertThatThrownBy(() -> store().read(hash))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TAMPERED));
  }

  @Test
  void streamsWhatWasWritten() throws IOException {
    byte[] large = new byte[300_000];
    large[1] = 7;
    ContentHash hash = store().write(large);

    try (var content = store().open(hash)) {
      assertThat(content.readAllBytes()).isEqualTo(large);
    }
  }

  @Test
  void aStreamOfChangedContentDoesNotEnd() {
    ContentHash hash = store().write(bytes("to be damaged and streamed"));
    damage(hash);

    assertThatThrownBy(
            () -> {
              try (var content = store().open(hash)) {
                content.readAllBytes();
              }
            })
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TAMPERED));
    assertThatThrownBy(() -> store().verify(hash)).isInstanceOf(PlumblineException.class);
  }

  @Test
  void listsAndRemoves() {
    ContentHash one = store().write(bytes("one"));
    ContentHash other = store().write(bytes("another"));

    assertThat(hashes()).contains(one, other);
    store().delete(one);
    store().delete(one);

    assertThat(hashes()).contains(other).doesNotContain(one);
    assertThat(store().contains(one)).isFalse();
  }

  private List<ContentHash> hashes() {
    var hashes = new ArrayList<ContentHash>();
    store().each(object -> hashes.add(object.hash()));
    return hashes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
