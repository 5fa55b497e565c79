/** The composition of the service: what a running server is made of, wired by constructors. */
@NullMarked
package org.plumbline.app.serve;

import org.jspecify.annotations.NullMarked;
