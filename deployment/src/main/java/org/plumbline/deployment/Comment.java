package org.plumbline.deployment;

import java.time.Instant;

/** A remark on a change request that decides nothing. */
public record Comment(String by, String text, Instant at) {}
