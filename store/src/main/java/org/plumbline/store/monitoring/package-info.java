/** The prediction log, windows, labels and alerts in PostgreSQL. */
@NullMarked
package org.plumbline.store.monitoring;

import org.jspecify.annotations.NullMarked;
