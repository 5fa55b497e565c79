/** The audit chain on PostgreSQL. */
@NullMarked
package org.plumbline.store.audit;

import org.jspecify.annotations.NullMarked;
