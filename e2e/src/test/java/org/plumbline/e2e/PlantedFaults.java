package org.plumbline.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.plumbline.e2e.fault.FaultAgent;

/** Makes single models of a real server throw, and its clock jump, for as long as a test wants. */
final class PlantedFaults {
  private static final String PACKAGE = FaultAgent.class.getPackageName().replace('.', '/') + "/";

  /** One for the agent, one for what it plants: the latter is found by every class loader. */
  private static final String AGENT = "agent.jar";

  private static final String PLANTED = "planted.jar";

  private final Path directory;

  private PlantedFaults(Path directory) {
    this.directory = directory;
  }

  /** Packs the agent into that directory, which is made. */
  static PlantedFaults in(Path directory) throws IOException {
    Files.createDirectories(directory);
    pack(directory.resolve(AGENT), "FaultAgent");
    pack(directory.resolve(PLANTED), "Fault.");
    return new PlantedFaults(directory);
  }

  private static void pack(Path jar, String names) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream file = Files.newOutputStream(jar);
        var entries = new JarOutputStream(file, manifest)) {
      for (Path compiled : compiled(names)) {
        entries.putNextEntry(new ZipEntry(PACKAGE + compiled.getFileName()));
        Files.copy(compiled, entries);
        entries.closeEntry();
      }
    }
  }

  private static List<Path> compiled(String names) throws IOException {
    try {
      var own = Objects.requireNonNull(FaultAgent.class.getResource("FaultAgent.class"));
      try (Stream<Path> files = Files.list(Path.of(own.toURI()).getParent())) {
        return files.filter(file -> file.getFileName().toString().startsWith(names)).toList();
      }
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a server is started with, so that its models can be made to throw. */
  Map<String, String> settings() {
    return Map.of(
        Program.JAVA_OPTIONS,
        Program.FIRST_COMPILER
            + " -javaagent:%s=%s".formatted(directory.resolve(AGENT), directory.resolve(PLANTED))
            + " -Dplumbline.faults="
            + directory);
  }

  /** The model with this baseline cannot score any more. */
  void failToScore(double baseline) throws IOException {
    Files.createFile(directory.resolve("score-" + baseline));
  }

  /** The model with this baseline scores, and cannot explain. */
  void failToExplain(double baseline) throws IOException {
    Files.createFile(directory.resolve("explain-" + baseline));
  }

  /** What fails, fails by an error of the virtual machine. */
  void asError() throws IOException {
    Files.createFile(directory.resolve("as-error"));
  }

  /** Sets the server's clock so far from the true time; heard of within a tenth of a second. */
  void jumpTo(Duration ahead) throws IOException {
    Path next = directory.resolve("next-offset");
    Files.writeString(next, Long.toString(ahead.toSeconds()));
    Files.move(next, directory.resolve("clock-offset"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** All is well again. */
  void heal() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".jar")).toList()) {
        Files.delete(file);
      }
    }
  }
}
