/** Change requests, the ledger, kill switches and routes in PostgreSQL. */
@NullMarked
package org.plumbline.store.deployment;

import org.jspecify.annotations.NullMarked;
