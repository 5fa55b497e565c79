/**
 * What came of what: source files, runs, versions, deployments and predictions as one graph.
 *
 * <p>Nodes and edges are written in the transaction of the change that they tell of.
 */
@NullMarked
package org.plumbline.registry.lineage;

import org.jspecify.annotations.NullMarked;
