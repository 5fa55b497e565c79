/**
 * What every capability shares: checks, error codes, ids and names.
 *
 * <p>Depends on nothing but the JDK. Everything here is immutable or stateless and safe to share
 * between threads.
 */
@NullMarked
package org.plumbline.kernel;

import org.jspecify.annotations.NullMarked;
