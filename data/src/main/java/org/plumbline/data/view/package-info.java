/**
 * Feature views and labels as SQL over sources, with leakage impossible by construction.
 *
 * <p>A view's SQL can name nothing but the declared sources, and under those names finds only rows
 * that were known at the as-of time; a label's SQL finds only the horizon after it. Solutions and
 * commands call {@link org.plumbline.data.view.SnapshotEngine}; all else is data handed to it.
 */
@NullMarked
package org.plumbline.data.view;

import org.jspecify.annotations.NullMarked;
