/** Model files, inference and explanation; needs the JDK and nothing else. */
module org.plumbline.scoring {
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires static jdk.incubator.vector;
  requires java.xml;

  exports org.plumbline.scoring;
  exports org.plumbline.scoring.exchange;
  exports org.plumbline.scoring.explain;
}
