package org.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class HomeTest {
  @TempDir private Path directory;

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    Home home = Home.open(directory.resolve("a/home"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.keys())))
        .isEqualTo("rwx------");
  }

  @Test
  void oneServerAtATimeAndTheOtherIsNamed() throws IOException {
    Home home = Home.open(directory.resolve("home"));
    try (var claim = home.claimForServer()) {
      assertThat(claim.file()).exists();

      assertThatThrownBy(() -> Home.open(home.root()).claimForServer())
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.HOME_IN_USE);
                assertThat(failure.details())
                    .containsEntry("pid", Long.toString(ProcessHandle.current().pid()));
              });
    }

    home.claimForServer().close();
  }

  @Test
  void saysWhenItCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "in the way");

    assertThatThrownBy(() -> Home.open(file.resolve("home")))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.HOME_NOT_WRITABLE));
    assertThatThrownBy(() -> Home.open(file))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.HOME_NOT_WRITABLE));
  }

  @Test
  void isNamedByTheEnvironmentOrLiesInTheProject() {
    assertThat(Home.standard(Map.of("PLUMBLINE_HOME", "/srv/x"), directory))
        .isEqualTo(Path.of("/srv/x"));
    assertThat(Home.standard(Map.of(), directory)).isEqualTo(directory.resolve(".plumbline"));
  }
}
