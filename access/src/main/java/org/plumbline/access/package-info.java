/**
 * Users, roles, permissions, passwords and tokens.
 *
 * <p>{@link org.plumbline.access.Authenticator} answers who holds a token without touching a store;
 * {@link org.plumbline.access.SignOn} opens and renews sessions; {@link
 * org.plumbline.access.Accounts} and {@link org.plumbline.access.ApiKeys} change who may enter,
 * each change with its audit entry.
 */
@NullMarked
package org.plumbline.access;

import org.jspecify.annotations.NullMarked;
