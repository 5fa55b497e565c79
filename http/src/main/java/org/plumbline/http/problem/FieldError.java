package org.plumbline.http.problem;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;

/** One refused field; the row is counted from 0 and null where the request has no rows. */
public record FieldError(
    @Nullable Integer row, @Nullable String field, ErrorCode code, String detail) {}
