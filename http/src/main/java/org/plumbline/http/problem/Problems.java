package org.plumbline.http.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.BodyPlace;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Translates every failure to a problem; what is ours is not explained to the caller. */
public final class Problems {
  private Problems() {}

  public static Problem of(Throwable failure) {
    return switch (failure) {
      case RefusedRequest refused -> refused.problem();
      case PlumblineException known -> of(known);
      case JsonProcessingException json -> of(json);
      case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case WebApplicationException web -> of(web);
      default ->
          Problem.of(
              ErrorCode.INTERNAL,
              "The request failed on our side; give its request id to the operator");
    };
  }

  private static Problem of(PlumblineException known) {
    Problem problem = described(known);
    return known.details().get("retryAfterSeconds") instanceof Number seconds
        ? problem.retryAfter(seconds.longValue())
        : problem;
  }

  private static Problem described(PlumblineException known) {
    Map<String, Object> details = known.details();
    if (details.get("field") instanceof String field) {
      Integer row = details.get("row") instanceof Number number ? number.intValue() : null;
      Integer position = details.get("position") instanceof Integer at ? at : null;
      return Problem.of(
          known.code(),
          known.text(),
          List.of(new FieldError(row, field, known.code(), known.text(), position)));
    }
    return Problem.of(known.code(), known.text());
  }

  private static Problem of(WebApplicationException web) {
    if (web.getCause() instanceof JsonProcessingException json) {
      return of(json);
    }
    int status = web.getResponse().getStatus();
    return switch (web) {
      case NotFoundException _ -> Problem.of(ErrorCode.NOT_FOUND, "There is no such route");
      case NotAllowedException _ ->
          Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "The method does not exist on this route");
      case NotSupportedException _ ->
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "The body has a media type that is not supported: send application/json");
      default ->
          switch (status) {
            case 413 -> Problem.of(ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB");
            case 406 -> other(406, "The route answers application/json only; accept it");
            default ->
                status >= 400 && status < 500
                    ? other(status, "The request was refused")
                    : Problem.of(
                        ErrorCode.INTERNAL,
                        "The request failed on our side; give its request id to the operator");
          };
    };
  }

  private static Problem other(int status, String detail) {
    return new Problem(ErrorCode.BAD_REQUEST, status, detail, List.of(), OptionalLong.empty());
  }

  private static Problem of(JsonProcessingException json) {
    return switch (json) {
      case UnrecognizedPropertyException unknown ->
          field(unknown, ErrorCode.UNKNOWN_FIELD, "is not known");
      case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
          field(mismatch, ErrorCode.INVALID_FIELD, "has a value of the wrong type");
      case JsonMappingException mapping
          when mapping.getCause() instanceof PlumblineException known ->
          of(known);
      case JsonMappingException mapping when !mapping.getPath().isEmpty() ->
          field(mapping, ErrorCode.INVALID_FIELD, "has a value that is not allowed");
      default ->
          Problem.of(
              ErrorCode.BAD_REQUEST,
              json instanceof JsonMappingException
                  ? "The body has another structure than the route takes; see /docs"
                  : "The body is not valid JSON " + BodyPlace.of(json));
    };
  }

  private static Problem field(JsonMappingException failure, ErrorCode code, String rule) {
    String path =
        failure.getPath().stream().map(Problems::step).collect(Collectors.joining()).substring(1);
    String detail = "Field '" + path + "' " + rule + at(failure.getLocation());
    return Problem.of(code, detail, List.of(new FieldError(null, path, code, detail)));
  }

  private static String step(JsonMappingException.Reference reference) {
    return reference.getFieldName() == null
        ? "." + reference.getIndex()
        : "." + reference.getFieldName();
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + " column " + location.getColumnNr();
  }
}
