/** The lineage graph in PostgreSQL. */
@NullMarked
package org.plumbline.store.lineage;

import org.jspecify.annotations.NullMarked;
