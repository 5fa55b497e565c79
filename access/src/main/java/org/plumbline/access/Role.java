package org.plumbline.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * What a user is in the life of a model.
 *
 * <p>Who trains or runs models may request a change but not approve one; who approves may not
 * train. An administrator may do everything, yet the rule that nobody approves their own change
 * holds for them too.
 */
public enum Role {
  VIEWER(Permission.MODEL_READ),
  DATA_SCIENTIST(
      Permission.MODEL_READ,
      Permission.MODEL_WRITE,
      Permission.PREDICTION_CREATE,
      Permission.PREDICTION_READ,
      Permission.LABEL_WRITE,
      Permission.CHANGE_REQUEST,
      Permission.ALERT_ACKNOWLEDGE,
      Permission.POLICY_SIMULATE),
  ENGINEER(
      Permission.MODEL_READ,
      Permission.PREDICTION_CREATE,
      Permission.PREDICTION_READ,
      Permission.LABEL_WRITE,
      Permission.CHANGE_REQUEST,
      Permission.MODEL_KILL,
      Permission.ALERT_ACKNOWLEDGE,
      Permission.ALERT_CONFIGURE,
      Permission.POLICY_SIMULATE),
  RISK_OFFICER(
      Permission.MODEL_READ,
      Permission.PREDICTION_READ,
      Permission.CHANGE_REQUEST,
      Permission.CHANGE_APPROVE,
      Permission.MODEL_KILL,
      Permission.ALERT_ACKNOWLEDGE,
      Permission.ALERT_CONFIGURE,
      Permission.POLICY_SIMULATE,
      Permission.POLICY_WRITE,
      Permission.AUDIT_READ),
  ADMIN(Permission.values());

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of, which nobody can change
  private final Set<Permission> permissions;

  Role(Permission... permissions) {
    this.permissions = Set.of(permissions);
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /** The name on the wire, such as {@code risk-officer}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The role of that wire name.
   *
   * @throws PlumblineException INVALID_FIELD naming the roles there are
   */
  public static Role of(String wireName) {
    for (Role role : values()) {
      if (role.wireName().equals(wireName)) {
        return role;
      }
    }
    throw PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "Role '"
                + wireName
                + "' does not exist: use "
                + Arrays.stream(values()).map(Role::wireName).collect(Collectors.joining(", ")))
        .with("field", "role");
  }

  static Set<Permission> permissions(Set<Role> roles) {
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    roles.forEach(role -> all.addAll(role.permissions()));
    return all;
  }
}
