/**
 * The live stream: what the log takes in, told to whoever follows it.
 *
 * <p>Every event is read from the log, never from memory: so a stream shows what is durable, the
 * events of other instances come the same way as our own, and a follower that was away reads what
 * it missed from the place it has kept.
 */
@NullMarked
package org.plumbline.monitoring.feed;

import org.jspecify.annotations.NullMarked;
