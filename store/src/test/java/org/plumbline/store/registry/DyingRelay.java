package org.plumbline.store.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes bytes on to a server of this machine until so many uploads have begun; then every
 * connection breaks off, in the middle of the last of them, and no other is taken.
 */
final class DyingRelay implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final AtomicInteger uploads;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private DyingRelay(ServerSocket door, int target, int uploads) {
    this.door = door;
    this.target = target;
    this.uploads = new AtomicInteger(uploads);
  }

  /** A relay that dies in the upload after these. */
  static DyingRelay before(int target, int uploads) throws IOException {
    var relay =
        new DyingRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, uploads);
    Thread.ofVirtual().start(relay::take);
    return relay;
  }

  int port() {
    return door.getLocalPort();
  }

  private void take() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, true));
        Thread.ofVirtual().start(() -> pass(server, client, false));
      }
    } catch (IOException closed) {
      // The relay has died.
    }
  }

  private void pass(Socket from, Socket to, boolean requests) {
    byte[] buffer = new byte[1 << 14];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (requests && isUpload(buffer, read) && uploads.decrementAndGet() < 0) {
          out.write(buffer, 0, read / 2);
          close();
          return;
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException broken) {
      // Either side has gone, and the other goes with it.
    }
  }

  private static boolean isUpload(byte[] buffer, int read) {
    return read > 4 && new String(buffer, 0, 4, StandardCharsets.US_ASCII).equals("PUT ");
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new IllegalStateException("The relay does not die", failure);
    }
  }
}
