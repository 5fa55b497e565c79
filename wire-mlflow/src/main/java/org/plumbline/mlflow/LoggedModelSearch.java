package org.plumbline.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Filter;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.View;
import org.plumbline.registry.tracking.Vocabulary;

/** Reads a search for logged models as one for the runs that they are kept as. */
final class LoggedModelSearch {
  private static final FilterParser PARSER = new FilterParser(Vocabulary.LOGGED_MODELS);

  private LoggedModelSearch() {}

  static RunQuery query(Fields fields) {
    if (!fields.objects("datasets").isEmpty()) {
      throw Fields.invalid("datasets", "[…]", "empty: metrics here are not kept by data set");
    }
    Filter filter = PARSER.parse(fields.textOrEmpty("filter"));
    return new RunQuery(
            fields.texts("experiment_ids").stream().map(ExperimentId::parse).toList(),
            new Filter(filter.conditions().stream().map(LoggedModelSearch::kept).toList()),
            View.ACTIVE,
            orders(fields),
            fields.limit(50, 1_000),
            Pairs.pageToken(fields))
        .ofLoggedModels();
  }

  private static List<Order> orders(Fields fields) {
    var orders = new ArrayList<Order>();
    for (Fields order : fields.objects("order_by")) {
      if (!order.textOrEmpty("dataset_name").isEmpty()) {
        throw Fields.invalid("order_by", "dataset_name", "absent");
      }
      Order read = PARSER.parseOrder(order.text("field_name"));
      orders.add(new Order(kept(read.field()), !order.flag("ascending", true)));
    }
    return orders;
  }

  /** Type and source run are tags of ours. */
  private static Field kept(Field field) {
    if (field.kind() != Field.Kind.ATTRIBUTE) {
      return field;
    }
    return switch (field.key()) {
      case "model_type" -> Field.tag(LoggedModels.TYPE);
      case "source_run_id" -> Field.tag(LoggedModels.SOURCE_RUN);
      default -> field;
    };
  }

  private static Condition kept(Condition condition) {
    Field field = kept(condition.field());
    return switch (condition) {
      case Condition.Textual text ->
          new Condition.Textual(field, text.equal(), kept(field, text.value()));
      case Condition.OneOf one ->
          new Condition.OneOf(
              field, one.in(), one.values().stream().map(value -> kept(field, value)).toList());
      case Condition.Like like -> new Condition.Like(field, like.pattern(), like.ignoreCase());
      case Condition.Numeric number ->
          new Condition.Numeric(field, number.comparison(), number.value());
      case Condition.Presence presence -> new Condition.Presence(field, presence.present());
    };
  }

  private static String kept(Field field, String value) {
    if (field.equals(Field.attribute("run_id"))) {
      return value.startsWith("m-") ? value.substring(2) : value;
    }
    if (field.equals(Field.attribute("status"))) {
      return switch (value.toUpperCase(Locale.ROOT)) {
        case "LOGGED_MODEL_PENDING", "PENDING" -> "RUNNING";
        case "LOGGED_MODEL_READY", "READY" -> "FINISHED";
        case "LOGGED_MODEL_UPLOAD_FAILED", "FAILED" -> "FAILED";
        default -> value;
      };
    }
    return value;
  }
}
