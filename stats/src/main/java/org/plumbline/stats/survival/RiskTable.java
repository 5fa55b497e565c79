package org.plumbline.stats.survival;

import org.plumbline.stats.math.Sorting;

/** For each distinct time: weights at risk, of events and of censorings. */
final class RiskTable {
  private final double[] times;
  private final double[] atRisk;
  private final double[] events;
  private final double[] censored;
  private final int[] eventRows;
  private int size;

  private RiskTable(int rows) {
    times = new double[rows];
    atRisk = new double[rows];
    events = new double[rows];
    censored = new double[rows];
    eventRows = new int[rows];
  }

  static RiskTable of(Lifetimes rows) {
    var table = new RiskTable(rows.size());
    int[] order = Sorting.ascending(rows.times());
    for (int row : order) {
      table.add(rows.time(row), rows.isEvent(row), rows.weight(row));
    }
    table.sumRisk(rows);
    return table;
  }

  private void add(double time, boolean event, double weight) {
    if (size == 0 || times[size - 1] != time) {
      times[size++] = time;
    }
    if (event) {
      events[size - 1] += weight;
      eventRows[size - 1]++;
    } else {
      censored[size - 1] += weight;
    }
  }

  /** From the last time backwards: who leaves at a time was at risk until then. */
  private void sumRisk(Lifetimes rows) {
    int[] entered = Sorting.ascending(rows.entries());
    int next = entered.length - 1;
    double present = 0;
    for (int i = size - 1; i >= 0; i--) {
      present += events[i] + censored[i];
      while (next >= 0 && rows.entry(entered[next]) >= times[i]) {
        present -= rows.weight(entered[next--]);
      }
      atRisk[i] = present;
    }
  }

  int size() {
    return size;
  }

  double time(int i) {
    return times[i];
  }

  double atRisk(int i) {
    return atRisk[i];
  }

  double events(int i) {
    return events[i];
  }

  double censored(int i) {
    return censored[i];
  }

  int eventRows(int i) {
    return eventRows[i];
  }
}
