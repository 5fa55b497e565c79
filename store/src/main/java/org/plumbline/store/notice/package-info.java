/**
 * Alert routes, silences and the outbox of notices in PostgreSQL, and the ways that notices travel.
 * Wired by {@link org.plumbline.store.notice.NoticeRoom}.
 */
@NullMarked
package org.plumbline.store.notice;

import org.jspecify.annotations.NullMarked;
