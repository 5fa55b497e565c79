package org.plumbline.http.entrance;

import java.util.Arrays;
import java.util.Optional;
import org.plumbline.http.Route;

/** Finds the route of a request by comparing segments; a variable takes any segment but none. */
final class RouteTable {
  private static final Entry[] ENTRIES =
      Arrays.stream(Route.values()).map(Entry::of).toArray(Entry[]::new);

  private RouteTable() {}

  /** The route that answers a method at a path. */
  static Optional<Route> find(String method, String path) {
    String[] asked = split(path);
    for (Entry entry : ENTRIES) {
      if (entry.route.method().equals(method) && entry.matches(asked)) {
        return Optional.of(entry.route);
      }
    }
    return Optional.empty();
  }

  /** True when any method answers at the path. */
  static boolean exists(String path) {
    String[] asked = split(path);
    return Arrays.stream(ENTRIES).anyMatch(entry -> entry.matches(asked));
  }

  private static String[] split(String path) {
    return path.substring(1).split("/", -1);
  }

  private record Entry(Route route, String[] segments) {
    static Entry of(Route route) {
      return new Entry(route, split(route.path()));
    }

    boolean matches(String[] asked) {
      if (asked.length != segments.length) {
        return false;
      }
      // Backwards, as routes differ most in their last segments.
      for (int i = segments.length - 1; i >= 0; i--) {
        boolean variable = segments[i].charAt(0) == '{';
        if (variable ? asked[i].isEmpty() : !segments[i].equals(asked[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
