package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.plumbline.access.Accounts;
import org.plumbline.access.Authenticator;
import org.plumbline.access.SignOn;
import org.plumbline.access.Tickets;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.Erasure;
import org.plumbline.http.entrance.Rates;
import org.plumbline.http.entrance.Refusals;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.EntityErasure;
import org.plumbline.oip.GrpcAddress;
import org.plumbline.oip.ServerState;
import org.plumbline.store.monitoring.SqlEntityErasure;

/** Hands clock, callers and the audit trail to the web layer; the rooms are handed beside. */
@Singleton
final class Composition {
  private final Service service = Server.served();

  @Produces
  @Singleton
  Rates rates() {
    return Rates.standard();
  }

  @Produces
  @Singleton
  GrpcAddress grpcAddress(@ConfigProperty(name = "quarkus.http.host") String host) {
    OptionalInt port = Server.ports().grpc();
    return new GrpcAddress(host, port.orElse(0), port.isPresent());
  }

  @Produces
  @Singleton
  ServerState serverState() {
    return new ServerState() {
      @Override
      public boolean isReady() {
        return service.database().isReachable();
      }

      @Override
      public String version() {
        return Objects.requireNonNullElse(
            Server.class.getPackage().getImplementationVersion(), "unreleased");
      }
    };
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return service.clock();
  }

  @Produces
  @Singleton
  TimeOrderedIds ids() {
    return service.ids();
  }

  @Produces
  @Singleton
  Authenticator authenticator() {
    return service.access().authenticator();
  }

  @Produces
  @Singleton
  Accounts accounts() {
    return service.access().accounts();
  }

  @Produces
  @Singleton
  SignOn signOn() {
    return service.access().signOn();
  }

  @Produces
  @Singleton
  Tickets tickets() {
    return service.access().tickets();
  }

  @Produces
  @Singleton
  AuditTrail audit() {
    return service.audit();
  }

  @Produces
  @Singleton
  AuditEvidence auditEvidence() {
    return service.auditRoom().evidence();
  }

  @Produces
  @Singleton
  Erasure erasure() {
    return service.auditRoom().erasure();
  }

  @Produces
  @Singleton
  EntityErasure entityErasure() {
    return new SqlEntityErasure(service.database(), service.audit(), service.ids()::next);
  }

  @Produces
  @Singleton
  Refusals refusals() {
    return service.refusals();
  }

  @Produces
  @Singleton
  Transactions transactions() {
    return service.database();
  }
}
