package org.plumbline.app.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Dossier;
import org.plumbline.governance.evidence.RuleBook;
import org.plumbline.governance.evidence.RuleBooks;
import org.plumbline.http.evidence.EvidenceDiff;
import org.plumbline.http.evidence.EvidencePack;
import org.plumbline.http.evidence.HtmlCard;
import org.plumbline.http.evidence.MarkdownCard;
import org.plumbline.http.evidence.PackCheck;
import org.plumbline.http.evidence.PdfPage;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.DocumentKind;
import org.plumbline.registry.document.Documents;
import org.plumbline.store.audit.AuditRoom;
import org.plumbline.store.governance.EvidenceRoom;
import org.plumbline.store.registry.RegistryRoom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Model cards, documents and packs for auditors. */
@Command(
    name = "evidence",
    description = "Shows what rule books ask of a version; writes model cards and evidence packs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class EvidenceCommand extends CommandGroup {
  @Command(
      name = "show",
      description = "Tells what rule books ask of a version, and what of that is missing.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin VersionOptions options,
      @Option(names = "--book", paramLabel = "BOOK", description = "sr-11-7 or eu-ai-act.")
          @Nullable String book) {
    try (OpenRooms rooms = options.rooms()) {
      Dossier dossier = dossier(rooms, options);
      List<RuleBook.Report> reports =
          (book == null ? RuleBooks.all() : List.of(RuleBooks.named(book)))
              .stream().map(one -> one.report(dossier)).toList();
      options.say(reports, rows(reports));
    }
  }

  private static Dossier dossier(OpenRooms rooms, VersionOptions options) {
    return dossier(rooms, options.version(rooms));
  }

  private static Dossier dossier(OpenRooms rooms, VersionId version) {
    // Nothing to close: it holds no more than the database as long as it is not started.
    AuditRoom audit = AuditRoom.open(rooms.home(), rooms.database(), InstantSource.system());
    return EvidenceRoom.over(rooms.registry(), rooms.watch(), audit.trail(), audit.evidence())
        .of(version);
  }

  private static List<List<String>> rows(List<RuleBook.Report> reports) {
    var rows = new ArrayList<List<String>>();
    for (RuleBook.Report report : reports) {
      rows.add(
          List.of(
              report.book(),
              "%s of %s met".formatted(report.met(), report.articles().size()),
              report.title()));
      for (RuleBook.Answer article : report.articles()) {
        rows.add(
            List.of(
                "  " + article.place(), article.complete() ? "met" : "MISSING", article.title()));
        article.lines().stream()
            .filter(line -> !line.met())
            .forEach(line -> rows.add(List.of("", "", line.what() + ": " + line.wayOut())));
      }
    }
    return rows;
  }

  @Command(
      name = "card",
      description = "Writes the model card of a version; the form follows from the file's name.",
      mixinStandardHelpOptions = true)
  void card(
      @Mixin VersionOptions options,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "A file that ends in .md, .html, .pdf or .json.")
          Path out)
      throws IOException {
    String name = out.toString().toLowerCase(Locale.ROOT);
    try (OpenRooms rooms = options.rooms()) {
      Dossier dossier = dossier(rooms, options);
      Card card = Card.of(dossier);
      byte[] bytes =
          switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "md" -> MarkdownCard.of(card).getBytes(StandardCharsets.UTF_8);
            case "html" -> HtmlCard.of(card).getBytes(StandardCharsets.UTF_8);
            case "pdf" -> PdfPage.of(HtmlCard.of(card));
            case "json" -> EvidencePack.json(dossier.tree());
            default ->
                throw options.wrong("--out must end in .md, .html, .pdf or .json and is " + out);
          };
      Files.write(out, bytes);
      options.say(
          Map.of("version", dossier.version().toString(), "file", out.toString()),
          "Wrote the card of %s to %s.".formatted(dossier.version(), out));
    }
  }

  @Command(
      name = "pack",
      description = "Writes all that is known of a version, signed, as one ZIP file.",
      mixinStandardHelpOptions = true)
  void pack(
      @Mixin VersionOptions options,
      @Option(
              names = "--book",
              required = true,
              paramLabel = "BOOK",
              description = "sr-11-7 or eu-ai-act.")
          String book,
      @Option(names = "--out", required = true, paramLabel = "FILE") Path out)
      throws IOException {
    RuleBook wanted = RuleBooks.named(book);
    try (OpenRooms rooms = options.rooms();
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(out))) {
      Dossier dossier = dossier(rooms, options);
      RegistryRoom registry = rooms.registry();
      ContentHash hash =
          EvidencePack.write(
              dossier,
              wanted,
              document -> registry.documents().open(options.model(), document.id()).bytes(),
              registry.signer(),
              file);
      RuleBook.Report report = wanted.report(dossier);
      options.say(
          Map.of(
              "version", dossier.version().toString(),
              "file", out.toString(),
              "manifest", hash.hex(),
              "met", report.met(),
              "of", report.articles().size()),
          "Wrote %s: %s of %s requirements are met. Manifest %s"
              .formatted(out, report.met(), report.articles().size(), hash));
    }
  }

  /** Exits with 0 when the pack holds and 1 when it does not; needs no data directory. */
  @Command(
      name = "verify",
      description = "Checks a pack offline: each file against the manifest, that by its signature.",
      mixinStandardHelpOptions = true)
  int verify(@Parameters(paramLabel = "FILE") Path pack) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(pack))) {
      PackCheck check = PackCheck.of(bytes);
      check.faults().forEach(fault -> say("fault    " + fault));
      say(
          check.holds()
              ? "All %s files of %s (%s) hold; signed with key %s."
                  .formatted(
                      check.files(),
                      check.version(),
                      check.book(),
                      VersionSigner.keyId(check.key()))
              : "The pack does NOT hold: ask for it again.");
      return check.holds() ? 0 : 1;
    }
  }

  /** Exits with 0 when nothing differs and 1 when something does; needs no data directory. */
  @Command(
      name = "diff",
      description =
          "Tells what differs between two packs, of two versions or of two moments of one; with"
              + " --model between what is known of two versions now.",
      mixinStandardHelpOptions = true)
  int diff(
      @Mixin Compared options,
      @Parameters(
              paramLabel = "BEFORE",
              description = "A pack; with --model the number of a version.")
          String before,
      @Parameters(paramLabel = "AFTER", description = "Likewise.") String after)
      throws IOException {
    EvidenceDiff diff =
        options.model == null
            ? packs(Path.of(before), Path.of(after))
            : versions(options, options.model, before, after);
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("WHAT", diff.before(), diff.after()));
    diff.changes()
        .forEach(
            change ->
                rows.add(List.of(change.path(), said(change.before()), said(change.after()))));
    options.say(diff, rows, "Nothing differs.");
    return diff.changes().isEmpty() ? 0 : 1;
  }

  /** What the comparison takes beside its two sides. */
  static final class Compared extends AnswerOptions {
    @Option(
        names = "--model",
        paramLabel = "MODEL",
        description = "Compare two of its versions as they are known now.")
    private @Nullable String model;
  }

  private static String said(@Nullable String value) {
    return value == null ? "-" : value;
  }

  private static EvidenceDiff packs(Path before, Path after) throws IOException {
    PackCheck first = pack(before);
    PackCheck second = pack(after);
    return EvidenceDiff.of(first.version(), first.dossier(), second.version(), second.dossier());
  }

  /** What a forged pack says is not worth comparing. */
  private static PackCheck pack(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      PackCheck check = PackCheck.of(bytes);
      if (!check.holds()) {
        throw PlumblineException.of(
            ErrorCode.INVALID_DATA,
            "%s does not hold: %s; ask for it again"
                .formatted(file, String.join("; ", check.faults())));
      }
      return check;
    }
  }

  private static EvidenceDiff versions(Compared options, String name, String before, String after) {
    try (OpenRooms rooms = options.rooms()) {
      ModelName model = OpenRooms.known(rooms.registry().models(), new ModelName(name));
      Dossier first = dossier(rooms, new VersionId(model, number(options, before)));
      Dossier second = dossier(rooms, new VersionId(model, number(options, after)));
      return EvidenceDiff.of(
          first.version().toString(), first.tree(), second.version().toString(), second.tree());
    }
  }

  private static VersionNumber number(Compared options, String text) {
    try {
      return new VersionNumber(Integer.parseInt(text));
    } catch (IllegalArgumentException _) {
      throw options.wrong("With --model name two versions by their numbers, not '" + text + "'");
    }
  }

  @Command(
      name = "attach",
      description = "Attaches a document to a model, or to the version that is named.",
      mixinStandardHelpOptions = true)
  void attach(
      @Mixin VersionOptions options,
      @Parameters(index = "1", paramLabel = "FILE") Path file,
      @Option(
              names = "--kind",
              required = true,
              paramLabel = "KIND",
              description =
                  "What it is about, such as validation, dataSheet or oversight; a wrong one is"
                      + " answered with all.")
          String kind,
      @Option(names = "--title", required = true, paramLabel = "TEXT") String title,
      @Mixin AuthorOption author)
      throws IOException {
    String mediaType = mediaType(file);
    byte[] content = Files.readAllBytes(file);
    try (OpenRooms rooms = options.rooms()) {
      Document document =
          rooms
              .registry()
              .documents()
              .attach(
                  new Documents.Draft(
                      options.subject(), DocumentKind.named(kind), title, mediaType, content),
                  author.actor());
      options.say(
          Map.of("id", document.id(), "sha256", document.content().hex()),
          "Attached %s to %s as %s."
              .formatted(file, document.subject(), document.kind().wireName()));
    }
  }

  private static String mediaType(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".md")) {
      return "text/markdown";
    }
    String found = Files.probeContentType(file);
    return found == null ? "" : found;
  }

  @Command(
      name = "documents",
      description = "Lists the documents of a model, newest first.",
      mixinStandardHelpOptions = true)
  void documents(@Mixin VersionOptions options) {
    try (OpenRooms rooms = options.rooms()) {
      List<Document> found = rooms.registry().documents().list(options.model());
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("KIND", "OF", "TITLE", "BY", "AT", "ID"));
      found.forEach(
          document ->
              rows.add(
                  List.of(
                      document.kind().wireName(),
                      document.subject().toString(),
                      document.title(),
                      document.by(),
                      document.at().toString(),
                      document.id().toString())));
      options.say(found, rows);
    }
  }
}
