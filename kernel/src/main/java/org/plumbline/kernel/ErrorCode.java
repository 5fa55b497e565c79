package org.plumbline.kernel;

import java.util.Locale;

/**
 * The closed vocabulary of failures: what a client may switch on.
 *
 * <p>The wire name of a code is its enum name in kebab case; its HTTP status is the same on every
 * own route. Each code has a heading in {@code docs/errors.md}.
 */
public enum ErrorCode {
  BAD_REQUEST(400, "The request cannot be understood"),
  INVALID_FIELD(422, "A field has an invalid value"),
  MISSING_FIELD(422, "A required field is missing"),
  UNKNOWN_FIELD(422, "A field is not part of the contract"),
  BODY_TOO_LARGE(413, "The request body is too large"),
  TOO_MANY_ROWS(422, "The request holds too many rows"),
  UNAUTHENTICATED(401, "Sign in first"),
  FORBIDDEN(403, "The permission is missing"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  NOT_FOUND(404, "There is no such object"),
  METHOD_NOT_ALLOWED(405, "The method does not exist on this route"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  CONFLICT(409, "The object has changed or exists already"),
  REFUSED(409, "A rule refuses the change"),
  NOT_SERVING(409, "No version of the model is serving"),
  KILLED(409, "The kill switch of the model is on"),
  GUARDED(422, "A safeguard of the model refuses the row"),
  MODEL_FAILED(503, "The model fails to answer"),
  OVERLOADED(503, "There is more work than can be done in time"),
  INVALID_DATA(422, "The data cannot be used"),
  INVALID_CONFIGURATION(500, "The configuration is invalid"),
  STORE_UNAVAILABLE(503, "The store is not reachable"),
  STORE_FULL(503, "The store has no space left"),
  HOME_IN_USE(500, "The data directory is in use by another process"),
  HOME_NOT_WRITABLE(500, "The data directory is not writable"),
  PORT_TAKEN(500, "The port is in use"),
  TAMPERED(500, "A stored object does not match its checksum"),
  INTERNAL(500, "Something failed on our side");

  private final int httpStatus;
  private final String title;

  ErrorCode(int httpStatus, String title) {
    this.httpStatus = httpStatus;
    this.title = title;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** One short sentence without a full stop; the same for every occurrence of the code. */
  public String title() {
    return title;
  }

  /** The name on the wire, such as {@code store-unavailable}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
