package org.plumbline.stats.profile;

/** A profile of one column, for the tests of all rooms. */
public final class SampleProfile {
  private SampleProfile() {}

  public static NumericProfile of(double... values) {
    NumericCounts counts = new NumericCounts(8_192);
    counts.add(values, 0, values.length);
    return counts.profile("x");
  }
}
