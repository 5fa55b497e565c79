package org.plumbline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RoleTest {
  @Test
  void whoTrainsOrRunsDoesNotApprove() {
    assertThat(Role.DATA_SCIENTIST.permissions()).doesNotContain(Permission.CHANGE_APPROVE);
    assertThat(Role.ENGINEER.permissions()).doesNotContain(Permission.CHANGE_APPROVE);
    assertThat(Role.RISK_OFFICER.permissions()).doesNotContain(Permission.MODEL_WRITE);
  }

  @Test
  void onlyAdministratorsManageUsers() {
    for (Role role : EnumSet.complementOf(EnumSet.of(Role.ADMIN))) {
      assertThat(role.permissions()).doesNotContain(Permission.USER_ADMIN);
    }
  }

  @Test
  void everyRoleIsFoundByItsWireName() {
    for (Role role : Role.values()) {
      assertThat(Role.of(role.wireName())).isEqualTo(role);
    }
  }
}
