package org.plumbline.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.DatasetKey;
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
    return new RunQuery(
            fields.texts("experiment_ids").stream().map(ExperimentId::parse).toList(),
            new Filter(conditions(fields)),
            View.ACTIVE,
            orders(fields),
            fields.limit(50, 1_000),
            Pairs.pageToken(fields))
        .ofLoggedModels();
  }

  /** Data sets say where metrics are looked at; with none in the filter, any metric will do. */
  private static List<Condition> conditions(Fields fields) {
    List<DatasetKey> datasets =
        fields.objects("datasets").stream().map(LoggedModels::dataset).toList();
    List<Condition> conditions =
        PARSER.parse(fields.textOrEmpty("filter")).conditions().stream()
            .map(condition -> kept(condition, kept(condition.field(), datasets)))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!datasets.isEmpty()
        && conditions.stream().noneMatch(one -> one.field().kind() == Field.Kind.METRIC)) {
      conditions.add(new Condition.Presence(Field.metric("").on(datasets), true));
    }
    return conditions;
  }

  private static List<Order> orders(Fields fields) {
    var orders = new ArrayList<Order>();
    for (Fields order : fields.objects("order_by")) {
      List<DatasetKey> dataset =
          order.textOrEmpty("dataset_name").isEmpty()
              ? List.of()
              : List.of(LoggedModels.dataset(order));
      Field field = kept(PARSER.parseOrder(order.text("field_name")).field(), dataset);
      orders.add(new Order(field, !order.flag("ascending", true)));
    }
    return orders;
  }

  /** Type and source run are tags of ours. */
  private static Field kept(Field field, List<DatasetKey> datasets) {
    if (field.kind() == Field.Kind.METRIC) {
      return field.on(datasets);
    }
    if (field.kind() != Field.Kind.ATTRIBUTE) {
      return field;
    }
    return switch (field.key()) {
      case "model_type" -> Field.tag(LoggedModels.TYPE);
      case "source_run_id" -> Field.tag(LoggedModels.SOURCE_RUN);
      default -> field;
    };
  }

  private static Condition kept(Condition condition, Field field) {
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
