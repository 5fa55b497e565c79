/** Models and versions on PostgreSQL, their parts as files and JSON. */
@NullMarked
package org.plumbline.store.registry;

import org.jspecify.annotations.NullMarked;
