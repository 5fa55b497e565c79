package org.plumbline.access;

/** What a caller may do; routes and commands each need one. */
public enum Permission {
  MODEL_READ("model.read"),
  MODEL_WRITE("model.write"),
  PREDICTION_CREATE("prediction.create"),
  /** Whom the logged answers are about, their reasons, and one by one their inputs. */
  PREDICTION_READ("prediction.read"),
  LABEL_WRITE("label.write"),
  CHANGE_REQUEST("change.request"),
  CHANGE_APPROVE("change.approve"),
  MODEL_KILL("model.kill"),
  /** Look after alerts and incidents, and silence them for a while. */
  ALERT_ACKNOWLEDGE("alert.acknowledge"),
  /** Set who is told of alerts, by which way, and what is watched. */
  ALERT_CONFIGURE("alert.configure"),
  POLICY_SIMULATE("policy.simulate"),
  /** To publish policies and to put them in force; nobody does both with the same version. */
  POLICY_WRITE("policy.write"),
  AUDIT_READ("audit.read"),
  USER_ADMIN("user.admin");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire, such as {@code model.read}. */
  public String wireName() {
    return wireName;
  }
}
