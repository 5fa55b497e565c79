/** Model format, inference and explanation; no dependency at run time. */
@NullMarked
package org.plumbline.scoring;

import org.jspecify.annotations.NullMarked;
