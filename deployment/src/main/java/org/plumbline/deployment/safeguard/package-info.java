/**
 * What stands between a score and its use: kill switches by scope, and per model bounds, fallbacks
 * and guards of the input. Pure rules; routes hold them, the answering path asks them.
 */
@NullMarked
package org.plumbline.deployment.safeguard;

import org.jspecify.annotations.NullMarked;
