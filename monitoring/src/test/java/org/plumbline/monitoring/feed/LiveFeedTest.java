package org.plumbline.monitoring.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.kernel.ModelName;

@Timeout(30)
class LiveFeedTest {
  private static final Subscription CHURN = new Subscription.OfModel(new ModelName("churn"), null);
  private static final Subscription OF_PERSON = new Subscription.OfEntity("C-1");

  private final MemoryTail tail = new MemoryTail();
  private final LiveFeed feed = LiveFeed.start(tail);

  @AfterEach
  void close() {
    feed.close();
  }

  /** Keeps what it hears. */
  private static final class Ear implements Follower {
    private final BlockingQueue<UUID> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Cursor> skipped = new CompletableFuture<>();

    @Override
    public void offer(FeedEvent event) {
      heard.add(event.id());
    }

    @Override
    public void skippedTo(Cursor place) {
      skipped.complete(place);
    }

    UUID next() {
      try {
        UUID id = heard.poll(10, TimeUnit.SECONDS);
        assertThat(id).as("nothing came").isNotNull();
        return id;
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  @Test
  void tellsWhoFollowsWhatTheyWantFromThatPlaceOn() {
    var ear = new Ear();
    tail.add("churn", null);
    follow(ear, Set.of(CHURN));

    tail.add("fraud", null);
    UUID wanted = tail.add("churn", "C-1");
    feed.answered(List.of());

    assertThat(ear.next()).isEqualTo(wanted);
    assertThat(ear.heard).isEmpty();
  }

  @Test
  void tellsOnceWhatTwoSubscriptionsWant() {
    var both = new Ear();
    var person = new Ear();
    follow(both, Set.of(CHURN, OF_PERSON));
    follow(person, Set.of(OF_PERSON));

    UUID twice = tail.add("churn", "C-1");
    UUID other = tail.add("fraud", "C-1");

    assertThat(List.of(both.next(), both.next())).containsExactly(twice, other);
    assertThat(List.of(person.next(), person.next())).containsExactly(twice, other);
    assertThat(both.heard).isEmpty();
  }

  @Test
  void tellsNothingToWhoHasLeft() {
    var gone = new Ear();
    var stays = new Ear();
    follow(gone, Set.of(CHURN));
    follow(stays, Set.of(CHURN));
    feed.leave(gone, Set.of(CHURN)).join();

    UUID event = tail.add("churn", null);

    assertThat(stays.next()).isEqualTo(event);
    assertThat(gone.heard).isEmpty();
  }

  @Test
  void whoJoinsFromAPlaceHearsWhatLiesBetweenOnce() {
    follow(new Ear(), Set.of(CHURN));
    Cursor place = tail.end();
    UUID missed = tail.add("churn", null);
    var ear = new Ear();

    feed.join(ear, Set.of(CHURN), place, _ -> {}).join();
    UUID live = tail.add("churn", null);

    assertThat(List.of(ear.next(), ear.next())).containsExactly(missed, live);
    assertThat(ear.heard).isEmpty();
  }

  @Test
  void goesOnWhereItWasWhenTheStoreComesBack() {
    var ear = new Ear();
    follow(ear, Set.of(CHURN));
    tail.away(true);
    feed.answered(List.of());
    UUID meanwhile = tail.add("churn", null);
    assertThatThrownBy(() -> feed.join(new Ear(), Set.of(CHURN), tail.end(), _ -> {}).join())
        .isInstanceOf(CompletionException.class);

    tail.away(false);

    assertThat(ear.next()).isEqualTo(meanwhile);
  }

  @Test
  void leavesALogBehindThatGrowsFasterThanItIsRead() {
    var ear = new Ear();
    follow(ear, Set.of(new Subscription.OfEntity("nobody")));

    tail.grow();

    assertThat(ear.skipped.join().seen().next()).isPositive();
  }

  private void follow(Ear ear, Set<Subscription> subscriptions) {
    feed.follow(ear, subscriptions, _ -> {}).join();
  }
}
