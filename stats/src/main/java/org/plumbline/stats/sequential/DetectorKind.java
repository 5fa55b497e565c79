package org.plumbline.stats.sequential;

/** The kinds in the order of their number in stored bytes; only ever append. */
enum DetectorKind {
  ADWIN,
  DDM,
  EDDM,
  HDDM_A,
  HDDM_W,
  PAGE_HINKLEY,
  KSWIN
}
