/**
 * A local write-ahead log in segment files: whoever appends knows that the bytes are on the disk,
 * and one reader takes them away in order. Knows nothing of what the bytes mean.
 */
@NullMarked
package org.plumbline.store.segment;

import org.jspecify.annotations.NullMarked;
