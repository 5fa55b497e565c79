package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.plumbline.governance.Risks;
import org.plumbline.governance.risk.BackTest;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;

/** Tells what the risk index is worth, over all models. */
@Path("/api/v1/risk")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RiskRoutes {
  private final Risks risks;

  public RiskRoutes(Risks risks) {
    this.risks = risks;
  }

  @GET
  @Path("/back-test")
  @Answers(Route.RISK_BACK_TEST)
  public BackTest backTest() {
    return risks.backTest();
  }
}
