/** Who may serve: change requests, votes, kill switches, risk, fairness and simulation. */
@NullMarked
package org.plumbline.http.governance;

import org.jspecify.annotations.NullMarked;
