/**
 * What every request passes before a route answers: id, limits, who calls and whether they may.
 *
 * <p>Runs on the event loop; only an unknown token leaves it, to be checked on a virtual thread.
 */
@NullMarked
package org.plumbline.http.entrance;

import org.jspecify.annotations.NullMarked;
