package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.plumbline.http.live.StreamLimits;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.DriftReports;
import org.plumbline.monitoring.FairnessCourses;
import org.plumbline.monitoring.FairnessReports;
import org.plumbline.monitoring.IncidentStore;
import org.plumbline.monitoring.Incidents;
import org.plumbline.monitoring.LabelHorizons;
import org.plumbline.monitoring.Labels;
import org.plumbline.monitoring.Memberships;
import org.plumbline.monitoring.Monitors;
import org.plumbline.monitoring.PerformanceReports;
import org.plumbline.monitoring.PredictionLog;
import org.plumbline.monitoring.Predictions;
import org.plumbline.monitoring.ReadingStore;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.cause.ScoreShifts;
import org.plumbline.monitoring.feed.LiveFeed;
import org.plumbline.monitoring.log.PredictionExport;
import org.plumbline.monitoring.log.PredictionReader;
import org.plumbline.monitoring.log.Replays;
import org.plumbline.monitoring.notice.Routing;

/** Hands what logs answers and watches them to the web layer. */
@Singleton
final class MonitoringComposition {
  private final Service service = Server.served();

  @Produces
  @Singleton
  PredictionLog predictionLog() {
    return service.predictionLog();
  }

  @Produces
  @Singleton
  AnswerMemory answerMemory() {
    return service.watch().answerMemory();
  }

  @Produces
  @Singleton
  Predictions predictions() {
    return service.watch().predictions();
  }

  @Produces
  @Singleton
  PredictionReader predictionReader() {
    return service.watch().predictionReader();
  }

  @Produces
  @Singleton
  PredictionExport predictionExport() {
    return service.watch().predictionExport();
  }

  @Produces
  @Singleton
  Replays replays() {
    return service.watch().replays();
  }

  @Produces
  @Singleton
  LiveFeed liveFeed() {
    return service.liveFeed();
  }

  @Produces
  @Singleton
  StreamLimits streamLimits() {
    return service.streamLimits();
  }

  @Produces
  @Singleton
  Labels labels() {
    return service.watch().labels();
  }

  @Produces
  @Singleton
  LabelHorizons labelHorizons() {
    return service.watch().horizons();
  }

  @Produces
  @Singleton
  Timeline timeline() {
    return service.watch().timeline();
  }

  @Produces
  @Singleton
  DriftReports drift() {
    return service.watch().drift();
  }

  @Produces
  @Singleton
  PerformanceReports performance() {
    return service.watch().performance();
  }

  @Produces
  @Singleton
  FairnessReports fairness() {
    return service.watch().fairness();
  }

  @Produces
  @Singleton
  FairnessCourses fairnessCourses() {
    return service.watch().fairnessCourses();
  }

  @Produces
  @Singleton
  Memberships memberships() {
    return service.watch().memberships();
  }

  @Produces
  @Singleton
  Monitors monitors() {
    return service.watch().monitors();
  }

  @Produces
  @Singleton
  ReadingStore readings() {
    return service.watch().readings();
  }

  @Produces
  @Singleton
  AlertStore alertStore() {
    return service.watch().alertStore();
  }

  @Produces
  @Singleton
  Alerts alerts() {
    return service.watch().alerts();
  }

  @Produces
  @Singleton
  Routing alertRouting() {
    return service.notices().routing();
  }

  @Produces
  @Singleton
  IncidentStore incidentStore() {
    return service.watch().incidentStore();
  }

  @Produces
  @Singleton
  Incidents incidents() {
    return service.watch().incidents();
  }

  @Produces
  @Singleton
  ScoreShifts scoreShifts() {
    return service.watch().scoreShifts();
  }
}
