package org.plumbline.training;

/**
 * The outcome of a search.
 *
 * @param outOfFold margins of the rows in the folds' test parts under the chosen settings
 * @param loss mean loss of those margins
 * @param tried how many settings were compared
 */
record Tuned<S>(S settings, Margins outOfFold, double loss, int tried) {}
