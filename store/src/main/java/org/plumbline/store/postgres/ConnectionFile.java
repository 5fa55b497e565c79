package org.plumbline.store.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.plumbline.store.files.PrivateFiles;

/** How a second process finds the running server: owner and endpoint, in a file of mode 0600. */
record ConnectionFile(long owner, Endpoint endpoint) {
  static Path in(Path directory) {
    return directory.resolve("connection.properties");
  }

  static void write(Path directory, Endpoint endpoint) throws IOException {
    var properties = new Properties();
    properties.setProperty("owner", Long.toString(ProcessHandle.current().pid()));
    properties.setProperty("port", Integer.toString(endpoint.port()));
    properties.setProperty("user", endpoint.user());
    properties.setProperty("password", endpoint.password());
    var text = new StringWriter();
    properties.store(text, null);
    PrivateFiles.write(in(directory), text.toString());
  }

  /** What the file says, when there is one and the server it names is up. */
  static Optional<ConnectionFile> live(Path directory, Path data) throws IOException {
    var properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(in(directory))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    int port = Integer.parseInt(properties.getProperty("port", "0"));
    long owner = Long.parseLong(properties.getProperty("owner", "0"));
    var endpoint =
        new Endpoint(
            port, properties.getProperty("user", ""), properties.getProperty("password", ""));
    boolean up =
        PidFile.read(data).filter(file -> file.ready() && file.port() == port).isPresent()
            && ProcessHandle.of(owner).map(ProcessHandle::isAlive).orElse(false);
    return up ? Optional.of(new ConnectionFile(owner, endpoint)) : Optional.empty();
  }
}
