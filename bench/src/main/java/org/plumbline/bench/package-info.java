/**
 * Benchmarks of the kernels, each beside a peer in the same run: ratios count, since machines
 * differ.
 */
@NullMarked
package org.plumbline.bench;

import org.jspecify.annotations.NullMarked;
