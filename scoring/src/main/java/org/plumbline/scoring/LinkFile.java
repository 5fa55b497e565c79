package org.plumbline.scoring;

/** The LINK section of a model file, version 2. */
final class LinkFile {
  private LinkFile() {}

  static void write(Link link, SectionWriter out) {
    switch (link) {
      case Link.Standard.IDENTITY -> out.u8(1);
      case Link.Standard.LOG -> out.u8(2);
      case Link.Standard.LOGISTIC -> out.u8(3);
      case Link.Standard.SOFTMAX -> out.u8(4);
      case Link.Standard.SHARES -> out.u8(5);
      case Link.Standard.WINNER -> out.u8(6);
      case Link.Isotonic isotonic -> {
        out.u8(7);
        out.f64s(isotonic.margins());
        out.f64s(isotonic.probabilities());
      }
      case Link.Beta beta -> {
        out.u8(8);
        out.f64(beta.a());
        out.f64(beta.b());
        out.f64(beta.c());
      }
      case Link.Survival survival -> {
        out.u8(9);
        out.f64s(survival.times());
        out.f64s(survival.cumulativeHazard());
        out.f64(survival.horizon());
      }
    }
  }

  static Link read(SectionReader in) {
    return switch (in.u8()) {
      case 1 -> Link.Standard.IDENTITY;
      case 2 -> Link.Standard.LOG;
      case 3 -> Link.Standard.LOGISTIC;
      case 4 -> Link.Standard.SOFTMAX;
      case 5 -> Link.Standard.SHARES;
      case 6 -> Link.Standard.WINNER;
      case 7 -> new Link.Isotonic(in.f64s(), in.f64s());
      case 8 -> new Link.Beta(in.f64(), in.f64(), in.f64());
      case 9 -> new Link.Survival(in.f64s(), in.f64s(), in.f64());
      default -> throw in.refused("unknown link");
    };
  }
}
