/** What needs a person, on one page. */
@NullMarked
package org.plumbline.http.overview;

import org.jspecify.annotations.NullMarked;
