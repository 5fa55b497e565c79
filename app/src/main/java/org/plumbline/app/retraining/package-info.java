/** Trains models again on what they answered and what truly happened. */
@NullMarked
package org.plumbline.app.retraining;

import org.jspecify.annotations.NullMarked;
