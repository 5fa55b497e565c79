/** Programs that embed the scoring and the stats jar. */
module org.plumbline.examples {
  requires static org.jspecify;
  requires org.plumbline.scoring;
  requires org.plumbline.stats;
}
