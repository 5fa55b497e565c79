package org.plumbline.http.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.kernel.ErrorCode;

/**
 * Writes the contract as one plain page: routes, schemas and error codes with links between them.
 *
 * <p>Our own page instead of a viewer from outside: it needs no script, works under the strictest
 * content policy and stays readable on paper.
 */
final class ApiDocs {
  /** Served apart, as the content policy allows no style within a page. */
  static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
      color:#1b1f24;background:#fff}code,pre,.m{font-family:ui-monospace,monospace;font-size:.92em}
      section{border-top:1px solid #d5dae1;padding:.6rem 0}.m{font-weight:700;
      text-transform:uppercase;display:inline-block;min-width:3.5rem}a{color:#0b57a4}
      table{border-collapse:collapse}td,th{padding:.15rem .9rem .15rem 0;text-align:left;
      vertical-align:top}small{color:#56606d}@media(prefers-color-scheme:dark){
      body{color:#e3e7ec;background:#14181d}a{color:#7db8f5}section{border-color:#38414c}
      small{color:#9aa5b1}}
      """;

  private final StringBuilder html = new StringBuilder(64_000);

  private ApiDocs() {}

  static String page(String openapi) {
    try {
      return new ApiDocs().write(new YAMLMapper().readTree(openapi));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own contract is not readable", e);
    }
  }

  private String write(JsonNode contract) {
    html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append(
            "<meta name=\"viewport\" content=\"width=device-width\"><title>Plumbline API</title>")
        .append("<link rel=\"stylesheet\" href=\"/docs.css\"><h1>Plumbline API</h1>");
    for (String paragraph : contract.at("/info/description").asText().split("\n\n")) {
      html.append("<p>").append(escape(paragraph)).append("</p>");
    }
    html.append("<p><a href=\"/openapi.yaml\">openapi.yaml</a> · <a href=\"#schemas\">Schemas</a>")
        .append(" · <a href=\"#errors\">Errors</a></p><h2>Routes</h2>");
    contract
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(method -> route(method.getKey(), path.getKey(), method.getValue())));
    html.append("<h2 id=\"schemas\">Schemas</h2>");
    contract
        .at("/components/schemas")
        .properties()
        .forEach(schema -> schema(schema.getKey(), schema.getValue()));
    html.append("<h2 id=\"errors\">Errors</h2><table><tr><th>code<th>status<th>meaning</tr>");
    for (ErrorCode code : ErrorCode.values()) {
      html.append("<tr id=\"%s\"><td><code>".formatted(code.wireName()))
          .append(code.wireName())
          .append("</code><td>")
          .append(code.httpStatus())
          .append("<td>")
          .append(escape(code.title()))
          .append("</tr>");
    }
    return html.append("</table></html>").toString();
  }

  private void route(String method, String path, JsonNode route) {
    html.append("<section id=\"").append(escape(route.path("operationId").asText()));
    html.append("\"><span class=\"m\">").append(method).append("</span> <code>");
    html.append(escape(path)).append("</code><br>").append(escape(route.path("summary").asText()));
    html.append(" <small>permission: ").append(escape(route.path("x-permission").asText()));
    html.append(", audit: ").append(escape(route.path("x-audit").asText())).append("</small>");
    if (route.has("parameters")) {
      html.append("<table>");
      for (JsonNode parameter : route.path("parameters")) {
        row(
            parameter.path("name").asText(),
            parameter.path("in").asText() + " " + type(parameter.path("schema")),
            parameter.path("description").asText());
      }
      html.append("</table>");
    }
    JsonNode body = route.at("/requestBody/content/application~1json/schema");
    if (!body.isMissingNode()) {
      html.append("<div>body: ").append(type(body)).append("</div>");
    }
    route
        .path("responses")
        .properties()
        .forEach(
            response -> {
              JsonNode answer = response.getValue().at("/content/application~1json/schema");
              html.append(answer.isMissingNode() ? " <small>" : "<div>")
                  .append(response.getKey())
                  .append(answer.isMissingNode() ? "</small>" : ": " + type(answer) + "</div>");
            });
    html.append("</section>\n");
  }

  private void schema(String name, JsonNode schema) {
    html.append("<section id=\"%s\"><b>%s</b> ".formatted(name, name));
    html.append(escape(schema.path("description").asText())).append("<table>");
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(field -> required.add(field.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            field ->
                row(
                    field.getKey(),
                    type(field.getValue()) + (required.contains(field.getKey()) ? "" : " ?"),
                    field.getValue().path("description").asText()));
    html.append("</table></section>\n");
  }

  private void row(String name, String type, String description) {
    html.append("<tr><td><code>").append(escape(name)).append("</code><td>").append(type);
    html.append("<td>").append(escape(description)).append("</tr>");
  }

  /** The type in a few words; holds markup, so it is escaped here. */
  private static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText();
      name = name.substring(name.lastIndexOf('/') + 1);
      return "<a href=\"#%s\">%s</a>".formatted(name, name);
    }
    if (schema.has("oneOf")) {
      return type(schema.at("/oneOf/0")) + " or null";
    }
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add(value.asText()));
      return escape(String.join(" | ", values));
    }
    if (schema.has("items")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      return "map to " + type(schema.path("additionalProperties"));
    }
    JsonNode type = schema.path("type");
    String text = type.isArray() ? type.path(0).asText() + " or null" : type.asText("any");
    String format = schema.path("format").asText();
    boolean telling = !format.isEmpty() && !format.toLowerCase(Locale.ROOT).matches("double|int64");
    return escape(telling ? text + " (" + format + ")" : text);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
