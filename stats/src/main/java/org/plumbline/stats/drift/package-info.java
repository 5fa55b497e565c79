/**
 * Drift between a reference and a current sample: of profiles, and of the values themselves.
 *
 * <p>The face: {@link org.plumbline.stats.drift.DriftReport} for profiles; {@link
 * org.plumbline.stats.drift.TwoSample}, {@link org.plumbline.stats.drift.Contingency} and {@link
 * org.plumbline.stats.drift.Divergence} for values, counts and shares.
 */
@NullMarked
package org.plumbline.stats.drift;

import org.jspecify.annotations.NullMarked;
