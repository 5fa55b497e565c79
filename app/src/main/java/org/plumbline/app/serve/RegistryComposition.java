package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.VersionStore;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.document.Documents;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageEvents;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;

/** Hands models, versions, lineage and runs to the web layer. */
@Singleton
final class RegistryComposition {
  private final Service service = Server.served();

  @Produces
  @Singleton
  ModelStore models() {
    return service.models();
  }

  @Produces
  @Singleton
  VersionStore versions() {
    return service.versions();
  }

  @Produces
  @Singleton
  Registry registry() {
    return service.registry();
  }

  @Produces
  @Singleton
  Stewardship stewardship() {
    return service.stewardship();
  }

  @Produces
  @Singleton
  Catalogue catalogue() {
    return service.catalogue();
  }

  @Produces
  @Singleton
  Documents documents() {
    return service.documents();
  }

  @Produces
  @Singleton
  VersionSigner versionSigner() {
    return service.signer();
  }

  @Produces
  @Singleton
  Lineage lineage() {
    return service.lineage();
  }

  @Produces
  @Singleton
  LineageEvents lineageEvents() {
    return service.lineageEvents();
  }

  @Produces
  @Singleton
  Tracking tracking() {
    return service.tracking();
  }

  @Produces
  @Singleton
  RunFiles runFiles() {
    return service.runFiles();
  }

  @Produces
  @Singleton
  RunUploads runUploads() {
    return service.runUploads();
  }
}
