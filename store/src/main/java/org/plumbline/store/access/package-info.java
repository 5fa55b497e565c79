/** Users, sessions and keys on PostgreSQL, and the access room put together. */
@NullMarked
package org.plumbline.store.access;

import org.jspecify.annotations.NullMarked;
