/**
 * The Open Inference Protocol, version 2, over HTTP below {@code /v2} and over gRPC: tensors in,
 * tensors out.
 *
 * <p>It only translates: rows are checked, scored and logged as those of the own API, and what
 * serves is moved by approvals, not by clients of this wire.
 */
@NullMarked
package org.plumbline.oip;

import org.jspecify.annotations.NullMarked;
