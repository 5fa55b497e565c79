/** Prediction log, labels, window profiles, drift, performance and alerts. */
@NullMarked
package org.plumbline.monitoring;

import org.jspecify.annotations.NullMarked;
