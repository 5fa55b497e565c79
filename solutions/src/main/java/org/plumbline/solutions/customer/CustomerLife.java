package org.plumbline.solutions.customer;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.plumbline.solutions.customer.Market.Channel;
import org.plumbline.solutions.customer.Market.Country;
import org.plumbline.solutions.customer.Market.Device;

/**
 * One customer's days: a latent taste for buying and browsing, a satisfaction that experience
 * moves, and a hazard of turning away that follows satisfaction.
 *
 * <p>Who turns away does not stop at once: visits and orders fade over some weeks. That fading, the
 * gap to the usual rhythm, returns and the channel are what a model can see; chance in a slow
 * rhythm is what it cannot.
 */
final class CustomerLife {
  private static final double DAILY_HAZARD = 0.0042;
  private static final double RETURN_TO_LIFE = 0.002;
  private static final String[] REASONS = {
    "does not fit", "not as described", "damaged", "changed mind", "late delivery"
  };
  private static final String[] PAYMENTS = {"card", "paypal", "invoice", "bank_transfer"};

  private final long id;
  private final Market market;
  private final Dice dice;
  private final CustomerRecords records;
  private final LocalDate signup;
  private final Country country;
  private final Channel channel;
  private final Device device;
  private final double ordersPerDay;
  private final double visitsPerDay;
  private final double basketCents;
  private final double returnsShare;
  private final double discountShare;
  private final double pagesPerVisit;
  private final double fadeDays;
  private final int payment;
  private final Queue<Parcel> parcels = new ArrayDeque<>();
  private double satisfaction;
  private double intensity = 1;
  private boolean turnedAway;
  private @Nullable LocalDateTime lastOrder;

  /** A bought thing on its way back. */
  private record Parcel(LocalDate back, long order, long cents) {}

  CustomerLife(long id, LocalDate signup, Market market, Dice dice, CustomerRecords records) {
    this.id = id;
    this.signup = signup;
    this.market = market;
    this.dice = dice;
    this.records = records;
    this.country = market.country(dice);
    this.channel = market.channel(dice, signup);
    this.device = market.device(dice, signup);
    double taste = dice.normal();
    boolean onlyLooks = dice.hit(0.12);
    this.ordersPerDay = onlyLooks ? 0.0004 : Math.min(0.5, 0.078 * StrictMath.exp(0.55 * taste));
    this.visitsPerDay = Math.min(1.5, dice.logNormal(0.16, 0.45) * StrictMath.exp(0.35 * taste));
    this.basketCents = dice.logNormal(5_200, 0.45);
    this.returnsShare = Math.min(0.7, dice.logNormal(0.09, 0.8));
    this.discountShare =
        Math.min(0.95, dice.logNormal(channel == Channel.AFFILIATE ? 0.35 : 0.18, 0.7));
    this.pagesPerVisit = dice.logNormal(5.0, 0.35);
    this.fadeDays = dice.uniform(6, 24);
    this.satisfaction = 0.7 * dice.normal();
    this.payment = dice.upTo(PAYMENTS.length);
  }

  void live() {
    LocalDateTime signedUp = signup.atTime(clock());
    if (ordersPerDay > 0.01 && dice.hit(0.55)) {
      order(signup, signedUp.toLocalTime());
    }
    visit(signup, signedUp.toLocalTime());
    for (LocalDate day = signup.plusDays(1); day.isBefore(records.end()); day = day.plusDays(1)) {
      liveDay(day);
    }
    records.customer(id, signedUp, country, channel, device, lastOrder, turnedAway);
  }

  private void liveDay(LocalDate day) {
    sendBack(day);
    feel(day);
    double demand = market.season(day) * intensity;
    int visits = dice.poisson(visitsPerDay * demand);
    for (int i = 0; i < visits; i++) {
      visit(day, clock());
    }
    double dearer = market.price(day) - 1;
    double willing = 1 - (0.25 + 0.6 * discountShare) * dearer;
    if (dice.hit(ordersPerDay * demand * willing)) {
      LocalTime time = clock();
      visit(day, time.minusMinutes(Math.min(time.toSecondOfDay() / 60, 9)));
      order(day, time);
    }
  }

  private void feel(LocalDate day) {
    satisfaction += 0.02 * (0.2 - satisfaction) + 0.03 * dice.normal();
    if (turnedAway) {
      intensity *= 1 - 1 / fadeDays;
      if (dice.hit(RETURN_TO_LIFE)) {
        turnedAway = false;
        intensity = 0.7;
      }
      return;
    }
    intensity += 0.05 * (1 - intensity);
    double newcomer = Math.max(0, 1 - (day.toEpochDay() - signup.toEpochDay()) / 60.0);
    double dearer = market.price(day) - 1;
    double logHazard =
        -0.9 * satisfaction
            + channel.restlessness
            + 0.7 * newcomer
            + 1.2 * dearer * (0.5 + discountShare)
            - 2.0 * (ordersPerDay - 0.05);
    turnedAway = dice.hit(Math.min(0.2, DAILY_HAZARD * StrictMath.exp(logHazard)));
  }

  private void order(LocalDate day, LocalTime time) {
    boolean discount = dice.hit(discountShare);
    double value = basketCents * dice.logNormal(1, 0.4) * market.price(day);
    long cents = Math.max(500, Math.round(value * (discount ? 0.85 : 1)));
    LocalDateTime at = day.atTime(time);
    String method = PAYMENTS[dice.hit(0.85) ? payment : dice.upTo(PAYMENTS.length)];
    long number = records.order(id, at, cents, method, discount);
    lastOrder = at;
    if (dice.hit(returnsShare)) {
      parcels.add(new Parcel(day.plusDays(4 + dice.upTo(18)), number, cents));
    } else {
      satisfaction += 0.06;
    }
  }

  private void sendBack(LocalDate day) {
    int waiting = parcels.size();
    for (int i = 0; i < waiting; i++) {
      Parcel parcel = parcels.remove();
      if (parcel.back().isAfter(day)) {
        parcels.add(parcel);
        continue;
      }
      String reason = REASONS[dice.upTo(REASONS.length)];
      long refund = Math.round(parcel.cents() * (dice.hit(0.7) ? 1 : dice.uniform(0.2, 0.9)));
      records.returned(parcel.order(), id, day.atTime(clock()), reason, refund);
      satisfaction -= 0.55;
    }
  }

  private void visit(LocalDate day, LocalTime time) {
    double interest = (0.55 + 0.45 * intensity) * StrictMath.exp(0.15 * satisfaction);
    int pages = 1 + dice.poisson(Math.min(18, pagesPerVisit * interest));
    int seconds = (int) Math.round(pages * dice.logNormal(28, 0.5));
    String source = dice.hit(0.6) ? channel.text : dice.hit(0.5) ? "direct" : "email";
    Integer tracked = market.pagesAreLost(device, day) ? null : pages;
    records.session(id, day.atTime(time), tracked, seconds, source);
  }

  /** More in the evening than at night. */
  private LocalTime clock() {
    double hours = 15 + 4.5 * dice.normal();
    double within = hours - 24 * Math.floor(hours / 24);
    return LocalTime.ofSecondOfDay(Math.min(86_399, (long) (within * 3600)));
  }
}
