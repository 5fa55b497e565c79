/**
 * Every version of every model in one list, as other wires show it: our own, and <em>foreign</em>
 * ones, of which only the files are kept.
 *
 * <p>{@link org.plumbline.registry.catalogue.Catalogue} is the face.
 */
@NullMarked
package org.plumbline.registry.catalogue;

import org.jspecify.annotations.NullMarked;
