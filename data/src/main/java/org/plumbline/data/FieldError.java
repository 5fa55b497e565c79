package org.plumbline.data;

import org.plumbline.kernel.ErrorCode;

/**
 * Why one field of one row is refused.
 *
 * @param code MISSING_FIELD, UNKNOWN_FIELD or INVALID_FIELD
 * @param detail the value, the rule and the way out, in one sentence
 */
public record FieldError(String field, ErrorCode code, String detail) {
  static FieldError missing(String field) {
    return new FieldError(
        field, ErrorCode.MISSING_FIELD, "'" + field + "' is required and has no value");
  }

  static FieldError unknown(String field) {
    return new FieldError(
        field,
        ErrorCode.UNKNOWN_FIELD,
        "'" + field + "' is not part of the contract; leave it out");
  }

  static FieldError doubled(String field) {
    return new FieldError(
        field, ErrorCode.INVALID_FIELD, "'" + field + "' stands twice in the row; send it once");
  }

  static FieldError invalid(String field, String detail) {
    return new FieldError(field, ErrorCode.INVALID_FIELD, detail);
  }
}
