/**
 * Time until an event, some of it only known to be longer than watched: curves ({@link
 * org.plumbline.stats.survival.SurvivalCurve}), tests between groups ({@link
 * org.plumbline.stats.survival.LogRank}), models ({@link org.plumbline.stats.survival.CoxFit},
 * {@link org.plumbline.stats.survival.AftFit}), their judges ({@link
 * org.plumbline.stats.survival.Concordance}, {@link org.plumbline.stats.survival.BrierScore}) and
 * competing risks ({@link org.plumbline.stats.survival.CumulativeIncidence}). Every entry point
 * starts from {@link org.plumbline.stats.survival.Lifetimes} or from times with causes.
 */
@NullMarked
package org.plumbline.stats.survival;

import org.jspecify.annotations.NullMarked;
