package org.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.profile.TableProfile;

class RoutesTest {
  private static final VersionId V1 = VersionId.of("churn", 1);
  private static final VersionId V2 = VersionId.of("churn", 2);
  private static final VersionId V3 = VersionId.of("churn", 3);

  private final Source source = new Source();
  private final Loader loader = new Loader();
  private final Routes routes = new Routes(source, loader, 1_000);

  @Test
  void tensOfThousandsOfLiveVersionsCostNoLoading() {
    source.serve(
        IntStream.range(0, 60_000)
            .mapToObj(
                i ->
                    Deployed.entry(
                        "m" + i, Deployed.at(Stage.PRODUCTION, VersionId.of("m" + i, 1))))
            .toList());

    routes.refresh();

    assertThat(loader.loads).isEmpty();
    assertThat(routes.answering("m41999").id()).isEqualTo(VersionId.of("m41999", 1));
    assertThat(routes.answering("m41999").stage()).isEqualTo(Stage.PRODUCTION);
    assertThat(loader.loads).isEqualTo(Map.of(VersionId.of("m41999", 1), 1));
  }

  @Test
  void ofAChangeOnlyTheModelsThatItIsAboutAreTakenAnew() {
    source.serve(
        Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1)),
        Deployed.entry("other", Deployed.at(Stage.PRODUCTION, VersionId.of("other", 1))),
        Deployed.entry("gone", Deployed.at(Stage.PRODUCTION, VersionId.of("gone", 1))));
    routes.refresh();
    Route other = routes.route("other");

    source.change(
        Set.of("churn", "gone"), Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V2)));
    routes.refresh();

    assertThat(routes.route("churn").versions()).containsExactly(V2);
    assertThat(routes.find("gone")).isEmpty();
    assertThat(routes.route("other")).isSameAs(other);
  }

  @Test
  void theFirstRequestLoadsAndTheNextFindItReady() {
    source.serve(Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1)));
    routes.refresh();

    assertThat(routes.route("churn").lineup()).isEmpty();
    routes.load(routes.route("churn"));

    assertThat(routes.route("churn").lineup()).isPresent();
    assertThat(loader.loads).isEqualTo(Map.of(V1, 1));
  }

  @Test
  void whatWasNotUsedForLongestLeavesMemoryFirst() {
    List<String> names = IntStream.rangeClosed(1, 11).mapToObj(i -> "m" + i).toList();
    source.serve(
        names.stream()
            .map(name -> Deployed.entry(name, Deployed.at(Stage.PRODUCTION, VersionId.of(name, 1))))
            .toList());
    routes.refresh();

    names.subList(0, 10).forEach(routes::answering);
    routes.noteUse();
    routes.answering("m1");
    routes.noteUse();
    routes.answering("m11");

    assertThat(routes.route("m2").lineup()).isEmpty();
    assertThat(routes.route("m1").lineup()).isPresent();
    assertThat(routes.route("m11").lineup()).isPresent();
    routes.answering("m2");
    assertThat(loader.loads).containsEntry(VersionId.of("m2", 1), 2).doesNotContainValue(3);
  }

  @Test
  void theVersionsOfOneModelStayTogetherThoughTheyAreHeavierThanTheCapacity() {
    loader.bytes = 900;
    source.serve(
        Deployed.entry(
            "churn",
            Deployed.at(Stage.PRODUCTION, V1),
            Deployed.at(Stage.CANARY, V2),
            Deployed.at(Stage.SHADOW, V3)));
    routes.refresh();

    routes.answering("churn");
    routes.answering("churn");

    assertThat(loader.loads).isEqualTo(Map.of(V1, 1, V2, 1, V3, 1));
  }

  @Test
  void aVersionThatTookOverFromMemoryIsNotReadAgainNorIsTheOneThatComesBack() {
    source.serve(
        Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1), Deployed.at(Stage.SHADOW, V2)));
    routes.refresh();
    routes.answering("churn");

    source.serve(Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V2)));
    routes.refresh();
    assertThat(routes.answering("churn").id()).isEqualTo(V2);
    source.serve(Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1)));
    routes.refresh();

    assertThat(routes.answering("churn").id()).isEqualTo(V1);
    assertThat(loader.loads).isEqualTo(Map.of(V1, 1, V2, 1));
  }

  @Test
  void aBrokenVersionIsToldWithoutReadingItForEveryRequest() {
    loader.broken = V1;
    source.serve(
        Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1)),
        Deployed.entry("other", Deployed.at(Stage.PRODUCTION, VersionId.of("other", 1))));
    routes.refresh();

    assertRefused(() -> routes.answering("churn"), ErrorCode.TAMPERED);
    assertRefused(() -> routes.answering("churn"), ErrorCode.TAMPERED);

    assertThat(loader.loads).isEqualTo(Map.of(V1, 1));
    assertThat(routes.answering("other")).isNotNull();
    loader.broken = null;
    source.serve(Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1)));
    routes.refresh();
    assertThat(routes.answering("churn").id()).isEqualTo(V1);
  }

  @Test
  void aBrokenChallengerLeavesTheChampionAnswering() {
    loader.broken = V2;
    source.serve(
        Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1), Deployed.at(Stage.CANARY, V2)));
    routes.refresh();

    Lineup lineup = routes.load(routes.route("churn"));

    assertThat(lineup.champion().id()).isEqualTo(V1);
    assertThat(lineup.challenger()).isNull();
  }

  @Test
  void manyFirstRequestsAtOnceReadTheVersionOnce() throws InterruptedException {
    source.serve(Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1)));
    routes.refresh();
    loader.gate = new CountDownLatch(1);
    var answered = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                routes.answering("churn");
                answered.incrementAndGet();
              }));
    }

    loader.gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answered).hasValue(50);
    assertThat(loader.loads).isEqualTo(Map.of(V1, 1));
  }

  @Test
  void aModelWithoutProductionAnswersNobody() {
    source.serve(Deployed.entry("churn", Deployed.at(Stage.SHADOW, V1)));
    routes.refresh();

    assertRefused(() -> routes.answering("churn"), ErrorCode.NOT_SERVING);
    assertRefused(() -> routes.answering("unknown"), ErrorCode.NOT_SERVING);
  }

  @Test
  void aVersionAskedForByNumberTellsItsStage() {
    source.serve(
        Deployed.entry("churn", Deployed.at(Stage.PRODUCTION, V1), Deployed.at(Stage.SHADOW, V2)));
    routes.refresh();

    assertThat(routes.version(V2).stage()).isEqualTo(Stage.SHADOW);
    assertThat(routes.version(V3).stage()).isNull();
    assertThat(routes.version(V3).since()).isNull();
  }

  private static void assertRefused(Runnable work, ErrorCode code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static final class Source implements RouteSource {
    private List<Entry> entries = List.of();
    private Optional<Set<String>> changed = Optional.empty();
    private long revision;

    /** Tells the next look of these models alone. */
    void change(Set<String> models, Entry... serving) {
      changed = Optional.of(models);
      serve(serving);
    }

    @Override
    public Reading since(long since) {
      return new Reading(revision, changed, entries);
    }

    void serve(Entry... serving) {
      serve(List.of(serving));
    }

    void serve(List<Entry> serving) {
      entries = serving;
      revision++;
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public List<Entry> entries() {
      return entries;
    }
  }

  private static final class Loader implements VersionLoader {
    final Map<VersionId, Integer> loads = new ConcurrentHashMap<>();
    long bytes = 100;
    @Nullable VersionId broken;
    CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Loaded load(VersionId version) {
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      loads.merge(version, 1, Integer::sum);
      if (version.equals(broken)) {
        throw PlumblineException.of(ErrorCode.TAMPERED, version + " was changed");
      }
      return Deployed.answering(version.number().value(), bytes);
    }

    @Override
    public TableProfile reference(VersionId version) {
      return new TableProfile(List.of());
    }
  }
}
