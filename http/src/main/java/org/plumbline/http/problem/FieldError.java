package org.plumbline.http.problem;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;

/**
 * One refused field.
 *
 * @param row counted from 0, null where the request has no rows
 * @param position the sign of the field's text that could not be read, counted from 0; null where
 *     the field is refused as a whole
 */
public record FieldError(
    @Nullable Integer row,
    @Nullable String field,
    ErrorCode code,
    String detail,
    @Nullable Integer position) {
  public FieldError(@Nullable Integer row, @Nullable String field, ErrorCode code, String detail) {
    this(row, field, code, detail, null);
  }
}
