package org.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Walks every resource method there is; one that the table does not list fails. */
class ResourcesTest {
  @Test
  void everyResourceMethodAnswersARouteOfTheTableAndEveryRouteIsAnswered() throws Exception {
    var answered = new ArrayList<String>();
    for (Class<?> resource : resources()) {
      for (Method method : resource.getDeclaredMethods()) {
        String verb = verb(method);
        Answers answers = method.getAnnotation(Answers.class);
        if (verb.isEmpty()) {
          // A handler that registers itself at the address of its route.
          if (answers != null) {
            answered.add(answers.value().name());
          }
          continue;
        }
        assertThat(answers).as("@Answers on %s", method).isNotNull();
        assertThat(verb + " " + path(resource, method))
            .as("address of %s", method)
            .isEqualTo(answers.value().method() + " " + answers.value().path());
        answered.add(answers.value().name());
      }
    }

    assertThat(answered)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values()).map(Route::name).toList());
  }

  private static List<Class<?>> resources()
      throws IOException, URISyntaxException, ClassNotFoundException {
    var root = java.nio.file.Path.of(Route.class.getResource("/").toURI());
    if (root.endsWith("test-classes")) {
      root = root.resolveSibling("classes");
    }
    List<String> names;
    try (var files = Files.walk(root)) {
      var base = root;
      names =
          files
              .map(file -> base.relativize(file).toString())
              .filter(name -> name.endsWith("Routes.class"))
              .map(name -> name.replace('/', '.').substring(0, name.length() - 6))
              .toList();
    }
    var found = new ArrayList<Class<?>>();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, Route.class.getClassLoader());
      if (type.isAnnotationPresent(Path.class)
          || Arrays.stream(type.getDeclaredMethods())
              .anyMatch(method -> method.isAnnotationPresent(Answers.class))) {
        found.add(type);
      }
    }
    assertThat(found).hasSizeGreaterThan(5);
    return found;
  }

  private static String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return "";
  }

  private static String path(Class<?> resource, Method method) {
    Path own = method.getAnnotation(Path.class);
    return resource.getAnnotation(Path.class).value() + (own == null ? "" : own.value());
  }
}
