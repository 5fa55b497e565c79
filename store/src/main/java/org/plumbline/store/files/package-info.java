/** Locks and private files: what the home directory and the embedded server are built on. */
@NullMarked
package org.plumbline.store.files;

import org.jspecify.annotations.NullMarked;
