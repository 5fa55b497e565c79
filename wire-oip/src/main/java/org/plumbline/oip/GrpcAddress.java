package org.plumbline.oip;

import java.net.InetSocketAddress;

/**
 * Where gRPC listens.
 *
 * @param port 0 for any that is free
 * @param isOn false for a server that answers no gRPC
 */
public record GrpcAddress(String host, int port, boolean isOn) {
  InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }
}
