package org.plumbline.solutions;

/**
 * What happens when.
 *
 * @param task such as {@code score}, {@code drift}, {@code train}
 * @param model which model it concerns
 * @param cron minute, hour, day of month, month, day of week; UTC
 */
public record Schedule(String task, String model, String cron) {}
