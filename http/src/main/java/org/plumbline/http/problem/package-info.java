/** Failures on the wire: every error of every route is one problem document (RFC 9457). */
@NullMarked
package org.plumbline.http.problem;

import org.jspecify.annotations.NullMarked;
