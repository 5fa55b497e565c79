package org.plumbline.store.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Conditions on the terms of entries, as {@code audit_terms} gives them to the index. */
final class SqlTerms {
  private static final int LONGEST = 400;

  private final List<String> all = new ArrayList<>();

  /** Demands that an entry has one of the values in that field. */
  void oneOf(String field, List<String> values) {
    all.add(
        values.stream()
            .map(value -> quoted(" " + field + " " + cut(value)))
            .collect(Collectors.joining(" | ", "(", ")")));
  }

  /** Demands one of these, each with its own field. */
  void oneOfObjects(String object, List<String> pseudonyms) {
    var alternatives = new ArrayList<String>();
    alternatives.add(quoted(" kind " + cut(object)));
    alternatives.add(quoted(" id " + cut(object)));
    pseudonyms.forEach(pseudonym -> alternatives.add(quoted(" id " + cut(pseudonym))));
    all.add("(" + String.join(" | ", alternatives) + ")");
  }

  /** Demands a term without a value. */
  void has(String term) {
    all.add(quoted(" " + term));
  }

  int size() {
    return all.size();
  }

  /** The query for entries wherever they stand. */
  String anywhere() {
    return String.join(" & ", all);
  }

  /** The query for entries in so many blocks of 2^shift entries, the last of them given. */
  String within(int shift, long last, int blocks) {
    var conditions = new ArrayList<>(all);
    conditions.add(
        LongStream.rangeClosed(last - blocks + 1, last)
            .filter(block -> block >= 0)
            .mapToObj(block -> quoted(" " + shift + " " + block))
            .collect(Collectors.joining(" | ", "(", ")")));
    return String.join(" & ", conditions);
  }

  private static String cut(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST));
  }

  private static String quoted(String term) {
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
