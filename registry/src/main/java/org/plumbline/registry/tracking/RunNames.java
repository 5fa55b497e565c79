package org.plumbline.registry.tracking;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up names for runs: easy to say, and unlike each other. */
final class RunNames {
  private static final List<String> QUALITIES =
      List.of(
          "able", "amber", "ample", "bold", "brisk", "bright", "calm", "candid", "clear", "clever",
          "crisp", "deft", "eager", "early", "even", "fair", "fleet", "fond", "frank", "gentle",
          "glad", "grand", "hardy", "honest", "keen", "kind", "level", "light", "lively", "lucid",
          "mellow", "merry", "mild", "neat", "noble", "patient", "plain", "plumb", "polite",
          "proud", "quick", "quiet", "rapid", "ready", "serene", "sharp", "sleek", "smooth", "snug",
          "sober", "solid", "sound", "spry", "steady", "still", "stout", "sunny", "swift", "tidy",
          "upright", "vivid", "warm", "wise", "witty");
  private static final List<String> THINGS =
      List.of(
          "acorn",
          "alder",
          "anchor",
          "arch",
          "badger",
          "beam",
          "beech",
          "birch",
          "bridge",
          "brook",
          "cedar",
          "chisel",
          "compass",
          "coral",
          "crane",
          "curlew",
          "dune",
          "elm",
          "falcon",
          "fern",
          "finch",
          "fjord",
          "gable",
          "glade",
          "granite",
          "hare",
          "harbour",
          "hazel",
          "heron",
          "ibis",
          "juniper",
          "kestrel",
          "lantern",
          "larch",
          "ledge",
          "level",
          "linden",
          "lynx",
          "maple",
          "marten",
          "meadow",
          "mortar",
          "oak",
          "osprey",
          "otter",
          "pebble",
          "pier",
          "pine",
          "plover",
          "quartz",
          "raven",
          "ridge",
          "robin",
          "rowan",
          "rudder",
          "slate",
          "sparrow",
          "spruce",
          "starling",
          "stork",
          "thrush",
          "timber",
          "willow",
          "wren");

  private RunNames() {}

  static String next(RandomGenerator random) {
    return QUALITIES.get(random.nextInt(QUALITIES.size()))
        + "-"
        + THINGS.get(random.nextInt(THINGS.size()))
        + "-"
        + random.nextInt(1, 1000);
  }
}
