/** Tests of the verifier. */
@NullMarked
package org.plumbline.verifier;

import org.jspecify.annotations.NullMarked;
