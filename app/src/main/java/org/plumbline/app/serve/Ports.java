package org.plumbline.app.serve;

import java.util.OptionalInt;

/**
 * Where a server listens.
 *
 * @param grpc empty for a server that answers no gRPC
 */
public record Ports(int http, OptionalInt grpc) {}
