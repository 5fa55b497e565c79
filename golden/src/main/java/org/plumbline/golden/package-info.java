/**
 * Reference vectors of other libraries, and the record of how close our numbers come to them.
 *
 * <p>For tests only. The vectors, their sources and tolerances stand in {@code golden/README.md} of
 * the resources; {@link org.plumbline.golden.Accuracy} writes what {@code docs/accuracy.md} shows.
 */
@NullMarked
package org.plumbline.golden;

import org.jspecify.annotations.NullMarked;
