/** Models, immutable versions and their artefacts. */
@NullMarked
package org.plumbline.registry;

import org.jspecify.annotations.NullMarked;
