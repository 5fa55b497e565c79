/**
 * Scores whole files: streamed in bounded memory, resumable after a kill; by a command at once, or
 * as jobs that a worker of the server takes one after the other.
 */
@NullMarked
package org.plumbline.deployment.batch;

import org.jspecify.annotations.NullMarked;
