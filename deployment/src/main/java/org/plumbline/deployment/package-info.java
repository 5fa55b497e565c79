/** Change requests, approvals, stages, ledger, routing and safeguards. */
@NullMarked
package org.plumbline.deployment;

import org.jspecify.annotations.NullMarked;
