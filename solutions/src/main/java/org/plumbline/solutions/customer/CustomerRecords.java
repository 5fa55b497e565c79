package org.plumbline.solutions.customer;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.plumbline.solutions.customer.Market.Channel;
import org.plumbline.solutions.customer.Market.Country;
import org.plumbline.solutions.customer.Market.Device;

/** Takes the rows of one life after the other. */
interface CustomerRecords {
  /** A customer with what only hindsight knows: last order, and whether the life is over. */
  void customer(
      long id,
      LocalDateTime signup,
      Country country,
      Channel channel,
      Device device,
      @Nullable LocalDateTime lastOrder,
      boolean churned);

  /** Returns the number of the order, for its return. */
  long order(long customer, LocalDateTime at, long cents, String payment, boolean discount);

  void returned(long order, long customer, LocalDateTime at, String reason, long cents);

  /** Pages are null when tracking lost them. */
  void session(
      long customer, LocalDateTime at, @Nullable Integer pages, int seconds, String source);

  /** The day simulated last; nothing is written from it on. */
  LocalDate end();
}
