/** Scores whole files: streamed in bounded memory, by two threads, resumable after a kill. */
@NullMarked
package org.plumbline.deployment.batch;

import org.jspecify.annotations.NullMarked;
