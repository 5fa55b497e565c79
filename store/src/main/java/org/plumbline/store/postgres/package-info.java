/**
 * The embedded PostgreSQL: unpacking, starting, watching and sharing it.
 *
 * <p>Made for servers that run as root, are killed at any moment and restart on the same data. Only
 * {@code Database} and tests call it.
 */
@NullMarked
package org.plumbline.store.postgres;

import org.jspecify.annotations.NullMarked;
