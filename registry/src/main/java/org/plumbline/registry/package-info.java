/**
 * Models, their immutable versions and the artefacts these consist of.
 *
 * <p>{@link org.plumbline.registry.Registry} is the face: register what training made, load what
 * serves. A version is its parts; their hashes make its content hash, and nothing is loaded that
 * does not match it.
 */
@NullMarked
package org.plumbline.registry;

import org.jspecify.annotations.NullMarked;
