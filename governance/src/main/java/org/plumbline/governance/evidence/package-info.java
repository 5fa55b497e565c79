/**
 * What an auditor takes home: all that is known of a version ({@link
 * org.plumbline.governance.evidence.Dossier}), what a rule book asks of it ({@link
 * org.plumbline.governance.evidence.RuleBook}), and what of that is missing.
 *
 * <p>Everything here is gathered from what was written down before. Nothing is said by this room
 * itself, and two calls with no change between them give the same bytes.
 */
@NullMarked
package org.plumbline.governance.evidence;

import org.jspecify.annotations.NullMarked;
