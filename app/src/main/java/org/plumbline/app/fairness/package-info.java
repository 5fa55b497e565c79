/** Fairness of decisions that stand in a file, whoever took them; called by commands. */
@NullMarked
package org.plumbline.app.fairness;

import org.jspecify.annotations.NullMarked;
