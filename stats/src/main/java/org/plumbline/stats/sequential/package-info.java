/**
 * Watching a stream for change, one value at a time in bounded memory: {@link
 * org.plumbline.stats.sequential.Detector} and its kinds. A detector survives a restart through its
 * bytes.
 */
@NullMarked
package org.plumbline.stats.sequential;

import org.jspecify.annotations.NullMarked;
