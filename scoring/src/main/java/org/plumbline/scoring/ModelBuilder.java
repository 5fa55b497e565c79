package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assembles a {@link Model}; everything is checked in {@link #build()}. Not thread-safe. */
public final class ModelBuilder {
  private final Task task;
  private final List<Input> inputs;
  private final List<String> classes;
  private final List<Model.WeightedComponent> components = new ArrayList<>();
  private @Nullable Calibration calibration;
  private @Nullable Link link;

  private ModelBuilder(Task task, List<Input> inputs, List<String> classes) {
    this.task = task;
    this.inputs = List.copyOf(inputs);
    this.classes = List.copyOf(classes);
  }

  public static ModelBuilder binary(List<Input> inputs, String negative, String positive) {
    return new ModelBuilder(Task.BINARY, inputs, List.of(negative, positive));
  }

  public static ModelBuilder multiclass(List<Input> inputs, List<String> classes) {
    return new ModelBuilder(Task.MULTICLASS, inputs, classes);
  }

  public static ModelBuilder regression(List<Input> inputs) {
    return new ModelBuilder(Task.REGRESSION, inputs, List.of());
  }

  /** Adds {@code weight} times the margins of the component to the blend. */
  @CanIgnoreReturnValue
  public ModelBuilder add(double weight, Component component) {
    components.add(new Model.WeightedComponent(weight, component));
    return this;
  }

  /** Sets the calibration of the blended margin; identity if never called. */
  @CanIgnoreReturnValue
  public ModelBuilder calibrate(Calibration value) {
    require(calibration == null, "a model is calibrated once");
    calibration = value;
    return this;
  }

  /** Sets how margins become the answer; the usual link of the task if never called. */
  @CanIgnoreReturnValue
  public ModelBuilder link(Link value) {
    require(link == null, "a model has one link");
    link = value;
    return this;
  }

  /**
   * The model.
   *
   * @throws IllegalArgumentException if parts do not fit together
   */
  public Model build() {
    int margins = task == Task.MULTICLASS ? classes.size() : 1;
    require(margins > 0, "a multiclass model needs classes");
    Calibration last = calibration == null ? Calibration.identity(margins) : calibration;
    return new Model(
        task, inputs, classes, components, last, link == null ? Link.usual(task) : link);
  }
}
