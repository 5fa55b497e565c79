/**
 * Models of other tools, read into a {@link org.plumbline.scoring.Model} and written from one.
 *
 * <p>Nothing is half read: what a file uses and this room does not know is refused by name with
 * {@link org.plumbline.scoring.ModelFormatException}. Files may come from strangers: sizes, depths
 * and references are checked before memory is spent on them. Whoever may call: all.
 */
@NullMarked
package org.plumbline.scoring.exchange;

import org.jspecify.annotations.NullMarked;
