/**
 * The tamper-evident chain of entries: who did what, to what, why, and from where.
 *
 * <p>Every capability that changes something appends an {@link org.plumbline.audit.AuditEvent} with
 * the {@code Tx} of the change, so neither exists without the other; what was refused is an entry
 * too. Each entry's hash covers the one before it, signed checkpoints cover them all, and values
 * about persons are sealed under keys that can be destroyed. Bytes, hashes and proofs are those of
 * {@code org.plumbline.verifier}.
 */
@NullMarked
package org.plumbline.audit;

import org.jspecify.annotations.NullMarked;
