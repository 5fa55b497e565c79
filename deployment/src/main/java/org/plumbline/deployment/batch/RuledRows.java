package org.plumbline.deployment.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.deployment.GroupRule;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.Replacement;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.deployment.safeguard.RowGuard.Outcome;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Reason;
import org.plumbline.scoring.ReasonCodes;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/**
 * Answers rows of a file as each alone would be answered online: by the version that is meant for
 * its entity, behind the safeguards of its model. Safe to share; each thread brings its scratch.
 */
final class RuledRows {
  private final OnlineRule rule;
  private final Contract read;
  private final int explain;
  private final Map<VersionId, Reading> readings = new ConcurrentHashMap<>();

  /**
   * Answers rows of one file.
   *
   * @param read by which the rows were read, wide enough for all versions that may answer
   */
  RuledRows(OnlineRule rule, Contract read, int explain) {
    this.rule = rule;
    this.read = read;
    this.explain = explain;
  }

  /**
   * What is answered about one row.
   *
   * @param slots as they were scored
   * @param unknown categories that the contract does not know
   * @param classes of who answered, none for regression
   * @param label null for regression
   * @param threshold that decided, where groups have their own; NaN where one holds for all
   * @param group whose own threshold it was, null for the common one
   */
  record Answer(
      VersionId version,
      @Nullable Stage stage,
      double[] slots,
      List<String> unknown,
      double score,
      List<String> classes,
      double[] probabilities,
      @Nullable String label,
      List<Reason> reasons,
      @Nullable AppliedSafeguard applied,
      double threshold,
      @Nullable String group) {}

  /** The rows that were answered, in their order, and what is to be logged of them. */
  record Answers(Parsed rows, List<Answer> answers, List<LoggedPrediction> logged) {}

  /** Whether the model of the job answers every row now, with nothing before or behind it. */
  boolean leavesAllToTheModel() {
    Lineup lineup = rule.lineup().get();
    return rule.log().isEmpty()
        && !lineup.divides()
        && lineup.champion().guard() == RowGuard.NONE
        && lineup.champion().groups() == null
        && reading(lineup.champion()).isOwn();
  }

  /** Answers some rows; those that nobody may answer are noted as refused. */
  Answers answer(Parsed parsed, Scratch scratch) {
    Lineup lineup = rule.lineup().get();
    int rows = parsed.lines().length;
    @Nullable Answer[] given = new @Nullable Answer[rows];
    @Nullable String[] refused = new @Nullable String[rows];
    if (rule.log().isPresent()) {
      refuseUnstorable(parsed, refused);
    }
    ServingVersion challenger = lineup.challenger();
    if (challenger != null && lineup.divides()) {
      int[] taken =
          IntStream.range(0, rows)
              .filter(r -> refused[r] == null)
              .filter(r -> isTaken(lineup, parsed, r))
              .toArray();
      // What the challenger does not answer is the champion's, as online.
      answer(part(challenger, taken, parsed, refused), scratch, given, new @Nullable String[rows]);
    }
    int[] left =
        IntStream.range(0, rows).filter(r -> refused[r] == null && given[r] == null).toArray();
    answer(part(lineup.champion(), left, parsed, refused), scratch, given, refused);
    Parsed kept = parsed.without(refused);
    List<Answer> answers = Arrays.stream(given).filter(Objects::nonNull).toList();
    return new Answers(kept, answers, rule.log().isPresent() ? logged(kept, answers) : List.of());
  }

  /**
   * The rows that one version is to answer; those that its contract does not let pass are refused.
   */
  private Part part(ServingVersion version, int[] rows, Parsed parsed, @Nullable String[] refused) {
    Reading reading = reading(version);
    double[][] slots = new double[parsed.slots().length][];
    for (int row : rows) {
      slots[row] = reading.map(parsed.slots()[row]);
      refused[row] = reading.refusal(slots[row]);
    }
    int[] passed = Arrays.stream(rows).filter(r -> refused[r] == null).toArray();
    return new Part(
        version,
        passed,
        Arrays.stream(passed).mapToObj(r -> slots[r]).toArray(double[][]::new),
        parsed);
  }

  private Reading reading(ServingVersion version) {
    return readings.computeIfAbsent(version.id(), _ -> Reading.of(version, read));
  }

  private void answer(
      Part part, Scratch scratch, @Nullable Answer[] given, @Nullable String[] refused) {
    if (!part.isEmpty()) {
      part.score(scratch);
      part.answer(given, refused);
    }
  }

  private boolean isTaken(Lineup lineup, Parsed parsed, int row) {
    return lineup
        .choose(parsed.ids()[row], rule.id(parsed.lines()[row]))
        .equals(lineup.challenger());
  }

  private static void refuseUnstorable(Parsed parsed, @Nullable String[] refused) {
    for (int r = 0; r < refused.length; r++) {
      String entity = parsed.ids()[r];
      if (entity != null
          && (entity.length() > LoggedPrediction.ENTITY_LENGTH || entity.indexOf('\0') >= 0)) {
        refused[r] =
            "the id has more than %s characters, or a zero character"
                .formatted(LoggedPrediction.ENTITY_LENGTH);
      }
    }
  }

  private List<LoggedPrediction> logged(Parsed kept, List<Answer> answers) {
    return IntStream.range(0, answers.size())
        .mapToObj(
            r -> {
              Answer answer = answers.get(r);
              return new LoggedPrediction(
                  rule.id(kept.lines()[r]),
                  rule.at(),
                  answer.version(),
                  answer.stage(),
                  kept.ids()[r],
                  answer.score(),
                  answer.slots(),
                  answer.unknown(),
                  answer.reasons().stream()
                      .map(one -> new LoggedReason(one.feature(), one.contribution()))
                      .toList(),
                  answer.applied(),
                  answer.threshold());
            })
        .toList();
  }

  /** The rows of a block that one version answers. */
  private final class Part {
    private final ServingVersion version;
    private final Model model;
    private final int[] rows;
    private final double[][] slots;
    private final Parsed parsed;
    private final double[] margins;
    private final boolean[] failed;
    private List<Explanation> explanations = List.of();

    /**
     * About some rows.
     *
     * @param slots of each of them
     * @param parsed all rows of the block
     */
    Part(ServingVersion version, int[] rows, double[][] slots, Parsed parsed) {
      this.version = version;
      this.model = version.model();
      this.rows = rows;
      this.slots = slots;
      this.parsed = parsed;
      this.margins = new double[rows.length * model.marginCount()];
      this.failed = new boolean[rows.length];
    }

    boolean isEmpty() {
      return rows.length == 0;
    }

    /** A model that throws fails the rows that make it throw, and no other. */
    void score(Scratch scratch) {
      if (version.guard().isStopped()) {
        Arrays.fill(failed, true);
        return;
      }
      try {
        model.margins(slots, margins, scratch);
        if (explain > 0 && model.explains()) {
          explanations = model.explain(slots, scratch);
        }
      } catch (RuntimeException broken) {
        System.getLogger(RuledRows.class.getName())
            .log(System.Logger.Level.WARNING, version.id() + " failed to score a block", broken);
        for (int k = 0; k < slots.length; k++) {
          scoreAlone(k, scratch);
        }
      }
    }

    private void scoreAlone(int k, Scratch scratch) {
      int width = model.marginCount();
      double[] own = new double[width];
      try {
        model.margins(new double[][] {slots[k]}, own, scratch);
        System.arraycopy(own, 0, margins, k * width, width);
      } catch (RuntimeException broken) {
        failed[k] = true;
      }
    }

    void answer(@Nullable Answer[] given, @Nullable String[] refused) {
      double now = rule.at().toEpochMilli() / 1_000.0;
      for (int k = 0; k < rows.length; k++) {
        int row = rows[k];
        double score = failed[k] ? Double.NaN : model.scoreOf(margins(k));
        Outcome outcome =
            version
                .guard()
                .judge(
                    slots[k],
                    now - parsed.times()[row],
                    score,
                    failed[k] ? version.id() + " failed to score the row" : "");
        switch (outcome) {
          case Outcome.Own(double own, var applied) -> given[row] = own(k, own, applied);
          case Outcome.Replaced replaced -> given[row] = replaced(k, replaced);
          case Outcome.Refused(var _, String detail) ->
              refused[row] = "a safeguard refuses it: " + detail;
        }
      }
    }

    private double[] margins(int k) {
      int width = model.marginCount();
      return Arrays.copyOfRange(margins, k * width, (k + 1) * width);
    }

    private Answer own(int k, double score, @Nullable AppliedSafeguard applied) {
      double[] probabilities = new double[model.classes().size()];
      if (applied != null && applied.action() == AppliedSafeguard.Action.CLIPPED) {
        probabilities = twoClasses(score);
      } else if (model.task() != Task.REGRESSION) {
        model.probabilitiesOf(margins(k), probabilities);
      }
      return new Answer(
          version.id(),
          version.stage(),
          slots[k],
          unknown(k),
          score,
          model.classes(),
          probabilities,
          label(model, version.threshold(told(k)), score, probabilities),
          explanations.isEmpty()
              ? List.of()
              : ReasonCodes.top(
                  explanations.get(k),
                  model.inputs(),
                  ReasonCodes.texts(model.inputs(), slots[k]),
                  explain),
          applied,
          version.loggedThreshold(told(k)),
          group(k));
    }

    private Map<String, String> told(int k) {
      return parsed.told(rows[k]);
    }

    private @Nullable String group(int k) {
      GroupRule groups = version.groups();
      return groups == null ? null : groups.group(told(k));
    }

    private Answer replaced(int k, Outcome.Replaced outcome) {
      Replacement by = outcome.by();
      Replacement.Former former = by.former();
      Model answering = former == null ? model : former.version().model();
      double[] probabilities =
          former == null
              ? twoClasses(by.score())
              : former.probabilities().stream().mapToDouble(Double::doubleValue).toArray();
      return new Answer(
          former == null ? version.id() : former.version().id(),
          former == null ? version.stage() : null,
          former == null
              ? slots[k]
              : former.slots().stream().mapToDouble(Double::doubleValue).toArray(),
          unknown(k),
          by.score(),
          answering.classes(),
          probabilities,
          label(
              answering,
              former == null ? version.threshold(told(k)) : former.version().threshold(),
              by.score(),
              probabilities),
          List.of(),
          outcome.applied(),
          former == null ? version.loggedThreshold(told(k)) : Double.NaN,
          former == null ? group(k) : null);
    }

    private List<String> unknown(int k) {
      if (rule.log().isEmpty()) {
        return List.of();
      }
      List<ColumnContract> features = version.contract().features();
      return IntStream.range(0, features.size())
          .filter(i -> features.get(i).type() == ColumnType.CATEGORY && slots[k][i] < 0)
          .mapToObj(i -> features.get(i).name())
          .toList();
    }
  }

  private static double[] twoClasses(double score) {
    return new double[] {1 - score, score};
  }

  private static @Nullable String label(
      Model model, double threshold, double score, double[] probabilities) {
    return model.task() == Task.REGRESSION
        ? null
        : model.classes().get(model.classOf(score, probabilities, threshold));
  }
}
