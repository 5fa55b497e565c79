/** Files that the server scores: submitted, watched, cancelled and downloaded over HTTP. */
@NullMarked
package org.plumbline.http.batch;

import org.jspecify.annotations.NullMarked;
