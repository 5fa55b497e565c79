package org.plumbline.store.postgres;

/** Where the embedded server listens now, and how to sign in; holds a secret, so never printed. */
public record Endpoint(int port, String user, String password) {
  static final String USER = "plumbline";

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String toString() {
    return "127.0.0.1:" + port;
  }
}
