/** Tests that read the compiled classes of all modules and hold them to the design. */
@NullMarked
package org.plumbline.architecture;

import org.jspecify.annotations.NullMarked;
