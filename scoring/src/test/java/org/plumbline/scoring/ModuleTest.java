package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program that embeds this jar meets: every room but the inner one, and no dependency. */
class ModuleTest {
  private static final Path CLASSES = Path.of("target", "classes");

  @Test
  void exportsEveryRoomButTheInnerOne() throws IOException {
    Set<String> exported =
        descriptor().exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());

    Set<String> rooms = packages();
    rooms.remove("org.plumbline.scoring.kernel");
    assertThat(exported).isEqualTo(rooms);
  }

  @Test
  void needsNothingAtRunTimeButTheJdk() throws IOException {
    assertThat(descriptor().requires())
        .filteredOn(needed -> !needed.modifiers().contains(Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .allMatch(name -> name.startsWith("java."));
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  private static Set<String> packages() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .filter(file -> file.toString().endsWith(".class") && file.getNameCount() > 3)
          .map(file -> CLASSES.relativize(file.getParent()).toString().replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }
}
