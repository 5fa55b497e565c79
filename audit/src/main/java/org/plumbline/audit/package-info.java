/**
 * The tamper-evident chain of entries: who did what, to what, why, and from where.
 *
 * <p>Every capability that changes something appends an {@link org.plumbline.audit.AuditEvent} with
 * the {@code Tx} of the change, so neither exists without the other. Each entry's hash covers the
 * one before it; {@link org.plumbline.audit.ChainVerifier} finds the first that was changed,
 * removed, inserted or moved.
 */
@NullMarked
package org.plumbline.audit;

import org.jspecify.annotations.NullMarked;
