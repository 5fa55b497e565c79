/**
 * The audit chain as an auditor sees it: bytes, hashes, Merkle tree, checkpoints, exports.
 *
 * <p>The one implementation of the formats in {@code docs/audit.md}: the platform writes and checks
 * with it, and so does who holds nothing but an export and this jar. Depends on the JDK only.
 */
@NullMarked
package org.plumbline.verifier;

import org.jspecify.annotations.NullMarked;
