/**
 * Time until an event, some of it only known to be longer than watched: curves ({@link
 * org.plumbline.stats.survival.SurvivalCurve}), tests between groups ({@link
 * org.plumbline.stats.survival.LogRank}) and models. Every entry point takes {@link
 * org.plumbline.stats.survival.Lifetimes}.
 */
@NullMarked
package org.plumbline.stats.survival;

import org.jspecify.annotations.NullMarked;
