/** Main, the command line, composition of everything and the demo. */
@NullMarked
package org.plumbline.app;

import org.jspecify.annotations.NullMarked;
