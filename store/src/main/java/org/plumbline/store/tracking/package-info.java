/** Experiments, runs and what is logged to them, in PostgreSQL. */
@NullMarked
package org.plumbline.store.tracking;

import org.jspecify.annotations.NullMarked;
