package org.plumbline.http.live;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;

/**
 * How much live streams may take.
 *
 * @param clients open streams of this instance
 * @param clientsPerAccount of one account
 * @param subscriptions of one stream
 * @param waiting events that wait for one slow client, before it gets a gap
 * @param heartbeat how often a silent stream says that it lives
 * @param idle how long a client may be deaf, or not answer a ping
 */
public record StreamLimits(
    int clients,
    int clientsPerAccount,
    int subscriptions,
    int waiting,
    Duration heartbeat,
    Duration idle) {
  public static final String CLIENTS = "PLUMBLINE_STREAM_CLIENTS";
  public static final String CLIENTS_PER_ACCOUNT = "PLUMBLINE_STREAM_CLIENTS_PER_ACCOUNT";

  private static final String FAMILY = "PLUMBLINE_STREAM_";
  private static final int MOST_CLIENTS = 9_999_999;

  public StreamLimits {
    require(clients > 0, "clients %s must be > 0", clients);
    require(clientsPerAccount > 0, "clients per account %s must be > 0", clientsPerAccount);
    require(subscriptions > 0, "subscriptions %s must be > 0", subscriptions);
    require(waiting > 0, "waiting events %s must be > 0", waiting);
    require(idle.compareTo(heartbeat) > 0, "idle %s must exceed heartbeat %s", idle, heartbeat);
  }

  public static StreamLimits standard() {
    return new StreamLimits(
        10_000, 1_000, 100, 512, Duration.ofSeconds(15), Duration.ofSeconds(60));
  }

  /**
   * The standard with what the environment says.
   *
   * @throws PlumblineException INVALID_CONFIGURATION for what is no number above 0, or no setting
   */
  public static StreamLimits of(Map<String, String> environment) {
    Settings settings = Settings.of(environment, FAMILY, List.of(CLIENTS, CLIENTS_PER_ACCOUNT));
    StreamLimits standard = standard();
    return new StreamLimits(
        (int) settings.number(CLIENTS, MOST_CLIENTS).orElse(standard.clients),
        (int) settings.number(CLIENTS_PER_ACCOUNT, MOST_CLIENTS).orElse(standard.clientsPerAccount),
        standard.subscriptions,
        standard.waiting,
        standard.heartbeat,
        standard.idle);
  }
}
