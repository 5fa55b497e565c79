@NullMarked
package org.plumbline.governance.risk;

import org.jspecify.annotations.NullMarked;
