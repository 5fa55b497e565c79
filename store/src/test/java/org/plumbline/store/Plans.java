package org.plumbline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * How the server answers the statements of one reading call: their plans, and how many blocks of
 * the database they touch. Blocks are counted and not time, which says more of the machine.
 *
 * @param text the plans, for the message of a test that fails
 */
public record Plans(long blocks, String text) {
  private static final Pattern BLOCKS =
      Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

  /** Makes the call, then has each statement that it sent explained. */
  public static Plans of(TestDatabase test, Runnable call) {
    List<String> statements = test.statements(call);
    return test.database()
        .snapshot(
            handle -> {
              long blocks = 0;
              var plans = new ArrayList<String>();
              for (String statement : statements) {
                if (statement.toLowerCase(Locale.ROOT).startsWith("set local")) {
                  handle.execute(statement);
                } else if (!isQuestion(statement)) {
                  String plan = explain(handle, statement);
                  plans.add(statement + "\n" + plan);
                  blocks += blocks(plan);
                }
              }
              return new Plans(blocks, String.join("\n\n", plans));
            });
  }

  /** The server asks the planner too, which reads the catalogue and no table. */
  private static boolean isQuestion(String statement) {
    return statement.toLowerCase(Locale.ROOT).startsWith("explain ");
  }

  private static String explain(Handle handle, String statement) {
    try (var explained =
        handle
            .getConnection()
            .createStatement()
            .executeQuery("explain (analyze, buffers, costs off, timing off) " + statement)) {
      var plan = new StringBuilder();
      while (explained.next()) {
        plan.append(explained.getString(1)).append('\n');
      }
      return plan.toString();
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(statement, failure);
    }
  }

  /** The outermost node, which comes first, counts what those below it touch. */
  private static long blocks(String plan) {
    Matcher found = BLOCKS.matcher(plan);
    return found.find() ? number(found.group(1)) + number(found.group(2)) : 0;
  }

  private static long number(String group) {
    return group == null ? 0 : Long.parseLong(group);
  }
}
