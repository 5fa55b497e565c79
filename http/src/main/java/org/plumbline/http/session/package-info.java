/** Signing in and out, and who one is. */
@NullMarked
package org.plumbline.http.session;

import org.jspecify.annotations.NullMarked;
