package org.plumbline.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;

/** What a training ran on: libraries, JDK, system, processor. */
final class Surroundings {
  private Surroundings() {}

  static Map<String, String> libraries() {
    var libraries = new TreeMap<String, String>();
    libraries.put("plumbline", implementation(Surroundings.class));
    libraries.put("xgboost4j", xgboost());
    return libraries;
  }

  static String jdk() {
    return System.getProperty("java.vm.name", "JVM") + " " + Runtime.version();
  }

  static String os() {
    return System.getProperty("os.name", "?")
        + " "
        + System.getProperty("os.version", "?")
        + " "
        + System.getProperty("os.arch", "?");
  }

  static String cpu() {
    String cores = Runtime.getRuntime().availableProcessors() + " cores";
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(System.getProperty("os.arch", "?"))
          + ", "
          + cores;
    } catch (IOException | UncheckedIOException notLinux) {
      return System.getProperty("os.arch", "?") + ", " + cores;
    }
  }

  private static String xgboost() {
    String path = "/META-INF/maven/ml.dmlc/xgboost4j-spark_2.13/pom.properties";
    try (var stream = Booster.class.getResourceAsStream(path)) {
      if (stream != null) {
        var properties = new Properties();
        properties.load(stream);
        return properties.getProperty("version", "unknown");
      }
    } catch (IOException unreadable) {
      return "unknown";
    }
    return implementation(Booster.class);
  }

  private static String implementation(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
