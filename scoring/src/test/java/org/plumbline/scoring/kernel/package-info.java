/** Each fast kernel beside its plain oracle. */
@NullMarked
package org.plumbline.scoring.kernel;

import org.jspecify.annotations.NullMarked;
