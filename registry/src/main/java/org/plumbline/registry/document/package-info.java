/**
 * The papers of a model that no program can write: who validated it, how it is overseen, what its
 * users are told. {@link org.plumbline.registry.document.Documents} is the face.
 */
@NullMarked
package org.plumbline.registry.document;

import org.jspecify.annotations.NullMarked;
