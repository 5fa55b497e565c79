/** Profiles, drift, metrics, fairness and survival; needs the JDK and nothing else. */
module org.plumbline.stats {
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;

  exports org.plumbline.stats;
  exports org.plumbline.stats.descriptive;
  exports org.plumbline.stats.drift;
  exports org.plumbline.stats.fairness;
  exports org.plumbline.stats.forecast;
  exports org.plumbline.stats.metrics;
  exports org.plumbline.stats.multivariate;
  exports org.plumbline.stats.profile;
  exports org.plumbline.stats.regression;
  exports org.plumbline.stats.sequential;
  exports org.plumbline.stats.survival;
  exports org.plumbline.stats.unlabelled;
}
