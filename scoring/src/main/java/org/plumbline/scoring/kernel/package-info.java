/**
 * Fast kernels of forests: one row, many rows, and their explanation; the same answers as the plain
 * walks of {@link org.plumbline.scoring.Tree} and {@link org.plumbline.scoring.Forest}.
 *
 * <p>Internal: called by {@link org.plumbline.scoring} and its sub-packages only. Kernels are
 * immutable and thread-safe; what changes during a call lives in a {@link
 * org.plumbline.scoring.kernel.Workspace} of the caller.
 */
@NullMarked
package org.plumbline.scoring.kernel;

import org.jspecify.annotations.NullMarked;
