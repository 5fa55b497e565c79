/**
 * Faults that a Java agent plants in the running server. These classes run there; tests only pack
 * them ({@code PlantedFaults}).
 */
@NullMarked
package org.plumbline.e2e.fault;

import org.jspecify.annotations.NullMarked;
