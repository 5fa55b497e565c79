package org.plumbline.deployment.contest;

import java.time.Instant;

/**
 * A training that is due and cannot begin yet. It begins when what is lacking has come; until then
 * its cooldown is not used.
 *
 * @param since when it became due
 * @param cause why it is due
 * @param lacking what has to come first, and how much of it is there
 * @param lookedAt when that was last looked at
 */
public record Waiting(Instant since, String cause, String lacking, Instant lookedAt) {}
