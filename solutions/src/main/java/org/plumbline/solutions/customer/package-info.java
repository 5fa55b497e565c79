/**
 * Sample data of a shop's customers, with true churn behind it.
 *
 * <p>The demo and tests call {@link org.plumbline.solutions.customer.CustomerGenerator}; the pack
 * itself is SQL and YAML among the resources.
 */
@NullMarked
package org.plumbline.solutions.customer;

import org.jspecify.annotations.NullMarked;
