/** Evaluations, risk history and policies in PostgreSQL and as text. */
@NullMarked
package org.plumbline.store.governance;

import org.jspecify.annotations.NullMarked;
