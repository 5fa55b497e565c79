/** The chain of what was done, to read and to verify. */
@NullMarked
package org.plumbline.http.audit;

import org.jspecify.annotations.NullMarked;
