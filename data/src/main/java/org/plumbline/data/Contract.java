package org.plumbline.data;

import static org.plumbline.kernel.Require.require;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a source in order: what a row must hold to be scored or learned from.
 *
 * <p>The model's input slots are exactly the FEATURE columns, in this order.
 */
public record Contract(List<ColumnContract> columns) {
  public Contract {
    columns = List.copyOf(columns);
    var names = new HashSet<String>();
    for (ColumnContract column : columns) {
      require(names.add(column.name()), "The contract names column '%s' twice", column.name());
    }
    require(only(columns, Role.LABEL) <= 1, "A contract has at most one label");
    require(only(columns, Role.ID) <= 1, "A contract has at most one id");
    require(only(columns, Role.TIME) <= 1, "A contract has at most one time column");
    require(only(columns, Role.GROUP) <= 1, "A contract has at most one group column");
  }

  private static long only(List<ColumnContract> columns, Role role) {
    return columns.stream().filter(c -> c.role() == role).count();
  }

  /** The model's inputs in slot order. */
  public List<ColumnContract> features() {
    return columns.stream().filter(c -> c.role() == Role.FEATURE).toList();
  }

  /** The columns that tell groups of people apart; they are no inputs. */
  public List<ColumnContract> protectedColumns() {
    return columns.stream().filter(c -> c.role() == Role.PROTECTED).toList();
  }

  public Optional<ColumnContract> find(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  public Optional<ColumnContract> label() {
    return first(Role.LABEL);
  }

  public Optional<ColumnContract> id() {
    return first(Role.ID);
  }

  public Optional<ColumnContract> time() {
    return first(Role.TIME);
  }

  public Optional<ColumnContract> group() {
    return first(Role.GROUP);
  }

  private Optional<ColumnContract> first(Role role) {
    return columns.stream().filter(c -> c.role() == role).findFirst();
  }
}
