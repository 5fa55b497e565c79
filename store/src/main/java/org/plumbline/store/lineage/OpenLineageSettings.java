package org.plumbline.store.lineage;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;

/**
 * Where events of OpenLineage go.
 *
 * @param address what events are posted to
 * @param key sent as bearer token; none when absent
 */
public record OpenLineageSettings(URI address, String namespace, Optional<String> key) {
  public static final String URL = "PLUMBLINE_OPENLINEAGE_URL";
  public static final String NAMESPACE = "PLUMBLINE_OPENLINEAGE_NAMESPACE";
  public static final String KEY = "PLUMBLINE_OPENLINEAGE_KEY";

  /**
   * What the environment says; nothing is sent unless it names an address.
   *
   * @throws PlumblineException INVALID_CONFIGURATION when the address is none
   */
  public static Optional<OpenLineageSettings> of(Map<String, String> environment) {
    Settings settings = Settings.of(environment);
    String url = settings.text(URL);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String namespace = settings.text(NAMESPACE);
    String key = settings.text(KEY);
    return Optional.of(
        new OpenLineageSettings(
            address(url),
            namespace.isEmpty() ? "plumbline" : namespace,
            key.isEmpty() ? Optional.empty() : Optional.of(key)));
  }

  private static URI address(String url) {
    try {
      var address = new URI(url);
      String scheme = address.getScheme();
      if (address.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Refused below, with the other texts that are no address.
    }
    throw Settings.invalid(
        URL + " '" + url + "' is no address: use such as https://host/api/v1/lineage");
  }

  /** The key is a secret. */
  @Override
  public String toString() {
    return "OpenLineage at " + address + " as " + namespace;
  }
}
