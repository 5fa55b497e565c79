/**
 * Live streams over WebSocket and server-sent events: predictions and alerts as the log takes them
 * in. See {@code docs/streams.md}.
 */
@NullMarked
package org.plumbline.http.live;

import org.jspecify.annotations.NullMarked;
