@NullMarked
package org.plumbline.governance.contest;

import org.jspecify.annotations.NullMarked;
