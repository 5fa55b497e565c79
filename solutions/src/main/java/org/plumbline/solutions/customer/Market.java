package org.plumbline.solutions.customer;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** What is the same for all customers: channels, devices, countries, seasons, prices. */
final class Market {
  /** Where a customer came from. */
  enum Channel {
    ORGANIC("organic", 0.30, 0.10, 0.0),
    SEARCH("search", 0.26, 0.16, 0.0),
    PAID_SOCIAL("paid_social", 0.14, 0.52, 0.55),
    EMAIL("email", 0.12, 0.08, -0.20),
    REFERRAL("referral", 0.10, 0.06, -0.35),
    AFFILIATE("affiliate", 0.08, 0.08, 0.30);

    final String text;
    private final double usual;
    private final double drifted;

    /** Added to the log hazard of leaving. */
    final double restlessness;

    Channel(String text, double usual, double drifted, double restlessness) {
      this.text = text;
      this.usual = usual;
      this.drifted = drifted;
      this.restlessness = restlessness;
    }
  }

  /** What a customer mostly uses. */
  enum Device {
    DESKTOP("desktop", 0.34, 0.14),
    MOBILE_WEB("mobile_web", 0.30, 0.22),
    IOS_APP("ios_app", 0.16, 0.24),
    ANDROID_APP("android_app", 0.14, 0.36),
    TABLET("tablet", 0.06, 0.04);

    final String text;
    private final double usual;
    private final double drifted;

    Device(String text, double usual, double drifted) {
      this.text = text;
      this.usual = usual;
      this.drifted = drifted;
    }

    boolean isApp() {
      return this == IOS_APP || this == ANDROID_APP;
    }
  }

  /** Where a customer lives. */
  enum Country {
    DE(0.28),
    FR(0.19),
    GB(0.16),
    IT(0.11),
    ES(0.10),
    NL(0.07),
    PL(0.06),
    SE(0.03);

    private final double share;

    Country(double share) {
      this.share = share;
    }
  }

  private static final double[] MONTHS = {
    0.88, 0.92, 1.00, 1.02, 1.03, 0.97, 0.90, 0.88, 1.00, 1.05, 1.28, 1.38
  };
  private static final double PRICE_RISE = 1.35;

  private final CustomerParameters parameters;

  Market(CustomerParameters parameters) {
    this.parameters = parameters;
  }

  Channel channel(Dice dice, LocalDate day) {
    boolean drifted = parameters.drifts(day);
    Channel[] all = Channel.values();
    double[] weights = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      weights[i] = drifted ? all[i].drifted : all[i].usual;
    }
    return dice.pick(all, weights);
  }

  Device device(Dice dice, LocalDate day) {
    boolean drifted = parameters.drifts(day);
    Device[] all = Device.values();
    double[] weights = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      weights[i] = drifted ? all[i].drifted : all[i].usual;
    }
    return dice.pick(all, weights);
  }

  Country country(Dice dice) {
    Country[] all = Country.values();
    double[] weights = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      weights[i] = all[i].share;
    }
    return dice.pick(all, weights);
  }

  /** Demand against the average day: the year's month, smoothed, times the weekday. */
  double season(LocalDate day) {
    int month = day.getMonthValue() - 1;
    double within = (day.getDayOfMonth() - 15.5) / day.lengthOfMonth();
    int neighbour = Math.floorMod(within < 0 ? month - 1 : month + 1, 12);
    double share = Math.abs(within);
    double yearly = MONTHS[month] * (1 - share) + MONTHS[neighbour] * share;
    return yearly * weekday(day.getDayOfWeek());
  }

  private static double weekday(DayOfWeek day) {
    return switch (day) {
      case MONDAY -> 1.02;
      case TUESDAY, WEDNESDAY -> 0.94;
      case THURSDAY -> 0.97;
      case FRIDAY -> 0.92;
      case SATURDAY -> 1.02;
      case SUNDAY -> 1.19;
    };
  }

  double price(LocalDate day) {
    return parameters.drifts(day) ? PRICE_RISE : 1;
  }

  boolean pagesAreLost(Device device, LocalDate day) {
    return device.isApp() && parameters.drifts(day);
  }
}
