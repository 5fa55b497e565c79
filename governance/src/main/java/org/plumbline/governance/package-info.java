/** Policies, evaluations and the risk index. */
@NullMarked
package org.plumbline.governance;

import org.jspecify.annotations.NullMarked;
