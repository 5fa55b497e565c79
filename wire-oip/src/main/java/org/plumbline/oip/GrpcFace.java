package org.plumbline.oip;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.entrance.BearerEntrance;
import org.plumbline.http.entrance.Entrance;

/** The gRPC server: shares the web server's event loops, so that it costs no threads of its own. */
@Singleton
public final class GrpcFace {
  private static final int MOST_METADATA_BYTES = 16 << 10;
  private static final int MOST_CALLS_PER_CONNECTION = 1_000;
  private static final int DRAINING_SECONDS = 3;

  private final GrpcAddress address;
  private final EventLoopGroup loops;
  private final GrpcService service;
  private final GrpcHealth health;
  private @Nullable Server server;

  public GrpcFace(
      GrpcAddress address,
      @MainEventLoopGroup EventLoopGroup loops,
      BearerEntrance entrance,
      OipAnswers answers) {
    this.address = address;
    this.loops = loops;
    this.service = new GrpcService(entrance, answers, loops);
    this.health = new GrpcHealth(answers.state());
  }

  void start(@Observes StartupEvent started) {
    if (address.isOn()) {
      start();
    }
  }

  /** Begins to listen, and returns the port. */
  int start() {
    Server made =
        NettyServerBuilder.forAddress(address.socket())
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .withChildOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .directExecutor()
            .maxInboundMessageSize(Entrance.MAX_BODY_BYTES)
            .maxInboundMetadataSize(MOST_METADATA_BYTES)
            .maxConcurrentCallsPerConnection(MOST_CALLS_PER_CONNECTION)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new GrpcCall.Reading())
            .addService(service)
            .addService(health)
            .build();
    try {
      server = made.start();
      return made.getPort();
    } catch (IOException taken) {
      throw new UncheckedIOException("gRPC cannot listen on " + address.socket(), taken);
    }
  }

  /** Before what answers from is closed. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent ending) {
    stop();
  }

  /** Ends when the calls under way have been answered, or after a moment without them. */
  void stop() {
    Server running = server;
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      if (!running.awaitTermination(DRAINING_SECONDS, TimeUnit.SECONDS)) {
        running.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      running.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
