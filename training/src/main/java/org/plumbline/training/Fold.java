package org.plumbline.training;

/** Row numbers to fit on and row numbers to judge on; disjoint, both ascending. */
record Fold(int[] train, int[] test) {}
