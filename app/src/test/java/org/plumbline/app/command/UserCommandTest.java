package org.plumbline.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UserCommandTest {
  private final StringWriter out = new StringWriter();
  private String home = "";

  @BeforeEach
  void home(@TempDir Path directory) {
    home = directory.resolve("home").toString();
  }

  @Test
  void createsListsAndDisablesUsersAndLeavesASoundTrail() {
    assertThat(user("create", "ana", "--role", "data-scientist,engineer", "--json")).isZero();
    assertThat(out.toString()).contains("\"password\":", "\"state\":\"active\"");

    assertThat(user("disable", "ana")).isZero();
    assertThat(user("list")).isZero();
    assertThat(out.toString()).contains("data-scientist engineer", "disabled", "admin");
    assertThat(user("api-key", "ana", "--json")).isZero();
    assertThat(out.toString()).contains("plk_");

    assertThat(run(new AuditCommand(), "verify", "--json")).isZero();
    assertThat(out.toString()).contains("\"valid\":true", "\"entries\":4");
  }

  @Test
  void givesOtherRolesButNeverTakesTheLastAdministrator() {
    assertThat(user("create", "ana", "--role", "viewer")).isZero();

    assertThat(user("roles", "ana", "--role", "engineer,viewer", "--reason", "joins operations"))
        .isZero();

    assertThat(out.toString()).contains("User ana is now engineer viewer");
    assertThat(user("roles", "admin", "--role", "viewer", "--reason", "leaves")).isEqualTo(1);
    assertThat(user("roles", "ana", "--role", "king", "--reason", "why not")).isEqualTo(1);
    assertThat(user("roles", "ana", "--role", "viewer")).isEqualTo(2);
  }

  @Test
  void aWrongRoleOrNoCommandIsAFault() {
    assertThat(user("create", "ana", "--role", "king")).isEqualTo(1);
    assertThat(user()).isEqualTo(2);
    assertThat(run(new AuditCommand())).isEqualTo(2);
  }

  private int user(String... arguments) {
    return run(new UserCommand(), arguments);
  }

  private int run(Object command, String... arguments) {
    out.getBuffer().setLength(0);
    var line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(new StringWriter()));
    String[] all = new String[arguments.length == 0 ? 0 : arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    if (arguments.length > 0) {
      all[arguments.length] = "--home";
      all[arguments.length + 1] = home;
    }
    return line.execute(all);
  }
}
