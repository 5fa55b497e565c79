package org.plumbline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.PlumblineException;

class PasswordHasherTest {
  private final PasswordHasher hasher = new PasswordHasher(new SecureRandom());

  @Test
  void knowsItsOwnHashesAndNoOthers() {
    String hash = hasher.hash("four quiet green lamps");

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hasher.matches("four quiet green lamps", hash)).isTrue();
    assertThat(hasher.matches("four quiet green lamp", hash)).isFalse();
    assertThat(hasher.matches("", hash)).isFalse();
  }

  @Test
  void saltsEachHash() {
    assertThat(hasher.hash("same")).isNotEqualTo(hasher.hash("same"));
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThatThrownBy(() -> hasher.matches("x", "plain text"))
        .isInstanceOf(PlumblineException.class);
  }
}
