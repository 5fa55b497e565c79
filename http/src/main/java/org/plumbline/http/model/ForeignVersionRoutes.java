package org.plumbline.http.model;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Tag;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.catalogue.CataloguePage;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.catalogue.VersionEntry;

/** Lists the versions of a model of which only the files are kept. */
@Path("/api/v1/models/{model}/foreign-versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ForeignVersionRoutes {
  private final ModelReader models;
  private final Catalogue catalogue;

  public ForeignVersionRoutes(ModelReader models, Catalogue catalogue) {
    this.models = models;
    this.catalogue = catalogue;
  }

  record Line(
      int version,
      Instant createdAt,
      String author,
      String description,
      String source,
      @Nullable String run,
      @Nullable String contentHash,
      String unserved,
      List<Tag> tags,
      List<String> aliases) {
    static Line of(VersionEntry entry) {
      var run = entry.origin().run();
      var seal = entry.seal();
      return new Line(
          entry.id().number().value(),
          entry.createdAt(),
          entry.author(),
          entry.description(),
          entry.origin().source(),
          run == null ? null : run.hex(),
          seal == null ? null : seal.content().hex(),
          entry.unserved(),
          entry.tags(),
          entry.aliases().stream().map(AliasName::value).toList());
    }
  }

  record Page(List<Line> items, @Nullable String next) {}

  @GET
  @Answers(Route.LIST_FOREIGN_VERSIONS)
  public Page list(
      @PathParam("model") String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    ModelName name = models.existing(model);
    CataloguePage<VersionEntry> page =
        catalogue.listVersions(CatalogueQuery.foreign(name, Query.limit(limit), Query.text(after)));
    return new Page(page.entries().stream().map(Line::of).toList(), page.next().orElse(null));
  }
}
