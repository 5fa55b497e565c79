package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.plumbline.http.entrance.Authentication;
import org.plumbline.http.entrance.Caller;
import org.plumbline.http.entrance.Rates;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Hands the parts of the opened service to the web layer: the one place that names them all. */
@Singleton
final class Composition {
  @Produces
  @Singleton
  Rates rates() {
    return Rates.standard();
  }

  @Produces
  @Singleton
  Authentication authentication() {
    return new Authentication() {
      @Override
      public Optional<Caller> known(String token) {
        return Optional.empty();
      }

      @Override
      public Caller check(String token) {
        throw PlumblineException.of(ErrorCode.UNAUTHENTICATED, "The token is not valid");
      }
    };
  }
}
