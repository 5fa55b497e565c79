/**
 * The arithmetic of risk that needs no version: the first index, where an index is going, and
 * whether it warned in time. Pure functions of numbers.
 */
@NullMarked
package org.plumbline.governance.risk;

import org.jspecify.annotations.NullMarked;
