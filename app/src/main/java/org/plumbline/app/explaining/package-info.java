/** What a model does over the rows of a file, for the {@code explain} command. */
@NullMarked
package org.plumbline.app.explaining;

import org.jspecify.annotations.NullMarked;
