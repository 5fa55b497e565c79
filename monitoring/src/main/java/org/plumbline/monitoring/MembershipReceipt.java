package org.plumbline.monitoring;

/**
 * What became of memberships.
 *
 * @param accepted entities that were told
 * @param changed values that were not known so before
 */
public record MembershipReceipt(int accepted, int changed) {}
