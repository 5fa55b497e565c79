/** What a challenger did against the champion on the same rows, and whether that is enough. */
@NullMarked
package org.plumbline.governance.contest;

import org.jspecify.annotations.NullMarked;
