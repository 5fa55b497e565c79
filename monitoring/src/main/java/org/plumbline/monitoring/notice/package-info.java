/**
 * Who is told of which alert, when and by which way. Callers configure {@link
 * org.plumbline.monitoring.notice.Routing} and run {@link
 * org.plumbline.monitoring.notice.Dispatcher}; how a notice travels is behind {@link
 * org.plumbline.monitoring.notice.Courier}.
 */
@NullMarked
package org.plumbline.monitoring.notice;

import org.jspecify.annotations.NullMarked;
