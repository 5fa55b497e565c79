/**
 * Models as values: file format, inference and explanation. Depends on nothing but {@code
 * java.base}, so that a customer can embed it alone.
 *
 * <p>A row is a {@code double[]} of slots in the order of {@link
 * org.plumbline.scoring.Model#inputs()}: a number as it is, a category as its index, NaN when
 * missing, -1 when the category is not in the list. Arrays passed in are borrowed for the call and
 * never kept; arrays handed out belong to the caller. Everything but {@link
 * org.plumbline.scoring.Scratch} and builders is immutable and may be shared by any number of
 * threads.
 *
 * <p>Whoever may call: all other modules. Wrong arguments answer with IllegalArgumentException, a
 * bad file with {@link org.plumbline.scoring.ModelFormatException}.
 */
@NullMarked
package org.plumbline.scoring;

import org.jspecify.annotations.NullMarked;
