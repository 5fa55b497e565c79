/**
 * What a model does around a row and over a table: partial dependence, accumulated local effects,
 * permutation importance, counterfactuals.
 *
 * <p>Each asks the model for scores and knows nothing of its inside, so any function of a row can
 * be explained. Rows are slots in the order of {@link org.plumbline.scoring.Model#inputs()}; they
 * are borrowed for the call and never changed.
 */
@NullMarked
package org.plumbline.scoring.explain;

import org.jspecify.annotations.NullMarked;
