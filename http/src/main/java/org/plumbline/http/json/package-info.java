/** How records become JSON and back: strict when read, plain when written. */
@NullMarked
package org.plumbline.http.json;

import org.jspecify.annotations.NullMarked;
