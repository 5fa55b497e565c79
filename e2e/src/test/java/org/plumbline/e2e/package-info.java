/** The whole product, met from outside: as processes, over HTTP and in a browser. */
@NullMarked
package org.plumbline.e2e;

import org.jspecify.annotations.NullMarked;
