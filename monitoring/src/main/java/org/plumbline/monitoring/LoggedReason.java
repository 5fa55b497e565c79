package org.plumbline.monitoring;

/** What one input gave to one score, on the margin scale. */
public record LoggedReason(String feature, double contribution) {}
