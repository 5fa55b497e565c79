/**
 * Mergeable profiles of tables: built from streams in bounded memory, kept as files, merged.
 *
 * <p>The face: {@link org.plumbline.stats.profile.ProfileBuilder} → {@link
 * org.plumbline.stats.profile.TableProfile}. Depends on {@code stats.math} only.
 */
@NullMarked
package org.plumbline.stats.profile;

import org.jspecify.annotations.NullMarked;
