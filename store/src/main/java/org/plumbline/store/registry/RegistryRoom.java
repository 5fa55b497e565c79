package org.plumbline.store.registry;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.plumbline.audit.AuditTrail;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.ObjectCollector;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.RegistrationListener;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.VersionStore;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.document.Documents;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageEvents;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.deployment.TamperAlarm;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.lineage.OpenLineageSettings;
import org.plumbline.store.lineage.Outbox;
import org.plumbline.store.lineage.SqlLineageStore;
import org.plumbline.store.tracking.TrackingRoom;

/**
 * The registry wired to PostgreSQL and the home's objects; new versions are told the timeline and
 * the lineage.
 */
public record RegistryRoom(
    ModelStore models,
    VersionStore versions,
    Registry registry,
    Stewardship stewardship,
    Catalogue catalogue,
    ObjectStore objects,
    Documents documents,
    VersionSigner signer,
    ObjectCollector collector,
    Lineage lineage,
    LineageEvents lineageEvents) {
  /**
   * Wires the room.
   *
   * @param clock what time registered versions bear
   */
  public static RegistryRoom over(
      Database database, Home home, AuditTrail audit, InstantSource clock) {
    return over(database, home, audit, clock, System.getenv());
  }

  /**
   * As {@link #over(Database, Home, AuditTrail, InstantSource)}, with another environment than that
   * of this process.
   */
  public static RegistryRoom over(
      Database database,
      Home home,
      AuditTrail audit,
      InstantSource clock,
      Map<String, String> environment) {
    var models = new SqlModelStore(database);
    var versions = new SqlVersionStore(database);
    ObjectStore objects = ObjectStores.of(home, environment);
    var live = new SqlLiveObjects();
    var lineage = new SqlLineageStore(database);
    var listeners = new ArrayList<RegistrationListener>();
    listeners.add(WatchRoom.tellsTimeline(database));
    listeners.add(Lineage.recording(lineage));
    OpenLineageSettings.of(environment)
        .ifPresent(told -> listeners.add(new Outbox(database).recording(told.namespace())));
    var ports =
        new Registry.Ports(
            database,
            models,
            versions,
            objects,
            new JsonPartCodec(),
            audit,
            SigningKeys.open(home.keys()),
            live,
            new TamperAlarm(database, audit, clock));
    var registry = new Registry(ports, listeners, clock);
    var attached = new SqlStewardship(database);
    var stewardship = new Stewardship(database, attached, audit, clock);
    var catalogue =
        new Catalogue.Ports(
            database,
            new SqlCatalogue(database),
            models,
            versions,
            attached,
            TrackingRoom.store(database),
            objects,
            live,
            ports.signer(),
            audit);
    return new RegistryRoom(
        models,
        versions,
        registry,
        stewardship,
        new Catalogue(catalogue, registry, stewardship, clock),
        objects,
        new Documents(
            database,
            new SqlDocumentStore(database),
            objects,
            live,
            audit,
            UUID::randomUUID,
            clock),
        ports.signer(),
        new ObjectCollector(database, objects, live, audit, clock),
        new Lineage(database, lineage),
        new LineageEvents(database, lineage, audit, clock));
  }
}
