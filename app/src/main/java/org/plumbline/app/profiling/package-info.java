/** Profiles files in bounded memory and reads and writes such profiles. */
@NullMarked
package org.plumbline.app.profiling;

import org.jspecify.annotations.NullMarked;
