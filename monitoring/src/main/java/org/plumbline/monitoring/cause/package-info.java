/** Which features and which segments moved the score of a version, and which reasons it names. */
@NullMarked
package org.plumbline.monitoring.cause;

import org.jspecify.annotations.NullMarked;
