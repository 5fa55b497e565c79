package org.plumbline.stats.survival;

import java.util.List;
import org.plumbline.golden.Golden;
import org.plumbline.golden.Table;

/** The reference data sets as rows of this room. */
final class SurvivalData {
  private SurvivalData() {}

  static Table table(String name) {
    return Golden.csv("survival/" + name + ".csv");
  }

  static Lifetimes of(String name) {
    Table table = table(name);
    return switch (name) {
      case "rossi" -> rows(table, "week", "arrest");
      case "veteran" -> rows(table, "time", "status");
      case "heart_start_stop" -> rows(table, "stop", "event").enteredAt(table.numbers("start"));
      default -> rows(table, "time", "event");
    };
  }

  static boolean[] flags(double[] numbers) {
    boolean[] flags = new boolean[numbers.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = numbers[i] == 1;
    }
    return flags;
  }

  private static Lifetimes rows(Table table, String time, String event) {
    return Lifetimes.of(table.numbers(time), flags(table.numbers(event)));
  }

  static String group(String name) {
    return switch (name) {
      case "lung", "lung_cc" -> "sex";
      case "rossi" -> "fin";
      case "tied20" -> "g";
      default -> "trt";
    };
  }

  /** Group numbers in the order of the labels. */
  static int[] groups(String name, String column) {
    List<String> labels = table(name).texts(column);
    List<String> distinct = labels.stream().distinct().sorted().toList();
    return labels.stream().mapToInt(distinct::indexOf).toArray();
  }

  static double[][] rows(String name, List<String> columns) {
    Table table = table(name);
    double[][] rows = new double[table.rows()][columns.size()];
    for (int j = 0; j < columns.size(); j++) {
      double[] values = table.numbers(columns.get(j));
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = values[i];
      }
    }
    return rows;
  }
}
