/** Experiments and runs over HTTP. */
@NullMarked
package org.plumbline.http.tracking;

import org.jspecify.annotations.NullMarked;
