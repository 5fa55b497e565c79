/** Which features and which segments moved the score of a version. */
@NullMarked
package org.plumbline.monitoring.cause;

import org.jspecify.annotations.NullMarked;
