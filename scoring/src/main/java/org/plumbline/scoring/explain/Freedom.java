package org.plumbline.scoring.explain;

import java.util.stream.DoubleStream;
import org.plumbline.scoring.Input;

/**
 * How far a person could change one input.
 *
 * @param direction the ways it may move; a category knows only NONE and BOTH
 * @param min smallest value it may take; may be infinite
 * @param max largest value it may take; may be infinite
 */
public record Freedom(Direction direction, double min, double max) {

  /** The ways a value may move from where it is. */
  public enum Direction {
    /** Not at all: birth date, country, what the law protects. */
    NONE,
    UP,
    DOWN,
    BOTH
  }

  public Freedom {
    Rules.require(min <= max, "the range from %s to %s is empty", min, max);
  }

  public static Freedom fixed() {
    return new Freedom(Direction.NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  public static Freedom free() {
    return towards(Direction.BOTH);
  }

  public static Freedom towards(Direction direction) {
    return new Freedom(direction, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  public Freedom within(double low, double high) {
    return new Freedom(direction, low, high);
  }

  /** Whether {@code to} may be proposed where the row says {@code from}. */
  boolean allows(Input input, double from, double to) {
    if (direction == Direction.NONE || to == from) {
      return false;
    }
    if (input.kind() == Input.Kind.CATEGORICAL) {
      return true;
    }
    return to >= min && to <= max && allowsMove(from, to);
  }

  /** The finite ends of the range. */
  DoubleStream ends() {
    return DoubleStream.of(min, max).filter(Double::isFinite);
  }

  /** A missing value has no direction, so only full freedom may fill it. */
  private boolean allowsMove(double from, double to) {
    return switch (direction) {
      case NONE -> false;
      case BOTH -> true;
      case UP -> to > from;
      case DOWN -> to < from;
    };
  }
}
