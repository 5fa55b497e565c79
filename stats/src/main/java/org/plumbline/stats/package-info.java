/** Profiles, drift statistics and model metrics; no dependency at run time. */
@NullMarked
package org.plumbline.stats;

import org.jspecify.annotations.NullMarked;
