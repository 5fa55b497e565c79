/** Where things come from and what they reach, over HTTP. */
@NullMarked
package org.plumbline.http.lineage;

import org.jspecify.annotations.NullMarked;
