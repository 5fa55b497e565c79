/** The tamper-evident chain of entries. */
@NullMarked
package org.plumbline.audit;

import org.jspecify.annotations.NullMarked;
