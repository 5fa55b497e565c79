package org.plumbline.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.kernel.ErrorCode;

class ErrorsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("plumbline.root", "..")).resolve("docs/errors.md");

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeHasAHeadingWithItsStatus(ErrorCode code) throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page).contains("\n## %s\n%s. ".formatted(code.wireName(), code.httpStatus()));
  }
}
