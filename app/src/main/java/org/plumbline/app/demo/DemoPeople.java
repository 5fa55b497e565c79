package org.plumbline.app.demo;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.plumbline.access.Accounts;
import org.plumbline.access.Role;
import org.plumbline.access.Secrets;
import org.plumbline.access.Username;
import org.plumbline.audit.Actor;

/**
 * The people of the demo: one trains and asks, two approve. Their passwords are random and kept by
 * nobody; an administrator may set others.
 */
final class DemoPeople {
  static final Actor SCIENTIST = Actor.user("dora");
  static final List<Actor> APPROVERS = List.of(Actor.user("rosa"), Actor.user("ravi"));

  private final Accounts accounts;
  private final Secrets secrets = new Secrets(new SecureRandom());

  DemoPeople(Accounts accounts) {
    this.accounts = accounts;
  }

  void create() {
    create("dora", "Dora Lind", Role.DATA_SCIENTIST);
    create("rosa", "Rosa Berg", Role.RISK_OFFICER);
    create("ravi", "Ravi Nair", Role.RISK_OFFICER);
  }

  private void create(String name, String displayName, Role role) {
    var username = new Username(name);
    if (accounts.find(username).isEmpty()) {
      accounts.create(
          new Accounts.NewUser(username, displayName, Set.of(role), secrets.password()),
          Actor.system("demo"));
    }
  }
}
