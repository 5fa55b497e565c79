package org.plumbline.http.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Dossier;
import org.plumbline.governance.evidence.RuleBook;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.VersionSignature;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.document.Document;

/**
 * What an auditor takes home, as one ZIP file: the card, the dossier, what a rule book asks, the
 * documents, and a signed manifest of them all.
 *
 * <p>The same dossier gives the same bytes: files stand in the order of their names, bear one time,
 * and Ed25519 signs the same text the same way.
 */
public final class EvidencePack {
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  static final String KEY = "key.pem";
  static final String DOSSIER = "dossier.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The first time that a ZIP file can bear. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private EvidencePack() {}

  /** Opens the bytes of a document. */
  @FunctionalInterface
  public interface Papers {
    InputStream open(Document document);
  }

  /**
   * Writes the pack.
   *
   * @return the hash of its manifest, which stands for all of it
   */
  public static ContentHash write(
      Dossier dossier, RuleBook book, Papers papers, VersionSigner signer, OutputStream out)
      throws IOException {
    SortedMap<String, byte[]> files = files(dossier, book, papers);
    byte[] manifest = manifest(dossier, book, files);
    ContentHash hash = ContentHash.of(manifest);
    VersionSignature signature = signer.signEvidence(hash);
    try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      put(zip, MANIFEST, manifest);
      put(zip, SIGNATURE, (signature.value() + "\n").getBytes(StandardCharsets.US_ASCII));
      put(zip, KEY, pem(signer.publicKey()));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(zip, file.getKey(), file.getValue());
      }
    }
    return hash;
  }

  private static SortedMap<String, byte[]> files(Dossier dossier, RuleBook book, Papers papers)
      throws IOException {
    Card card = Card.of(dossier);
    Card report = RequirementCard.of(dossier, book);
    var files = new TreeMap<String, byte[]>();
    files.put("README.md", readMe(dossier, book));
    files.put("card.md", utf8(MarkdownCard.of(card)));
    String page = HtmlCard.of(card);
    files.put("card.html", utf8(page));
    files.put("card.pdf", PdfPage.of(page));
    files.put(DOSSIER, json(dossier.tree()));
    files.put("requirements.md", utf8(MarkdownCard.of(report)));
    files.put("requirements.json", json(book.report(dossier)));
    for (Document document : dossier.documents()) {
      try (InputStream bytes = papers.open(document)) {
        files.put(name(document), bytes.readAllBytes());
      }
    }
    return files;
  }

  private static String name(Document document) {
    return "documents/%s-%s.%s"
        .formatted(
            document.kind().wireName(),
            document.id(),
            switch (document.mediaType()) {
              case "application/pdf" -> "pdf";
              case "application/json" -> "json";
              case "text/markdown" -> "md";
              case "text/csv" -> "csv";
              case "text/plain" -> "txt";
              case "application/vnd.oasis.opendocument.text" -> "odt";
              default -> document.mediaType().endsWith("sheet") ? "xlsx" : "docx";
            });
  }

  private static byte[] manifest(Dossier dossier, RuleBook book, SortedMap<String, byte[]> files)
      throws IOException {
    var hashes = new TreeMap<String, String>();
    files.forEach((name, bytes) -> hashes.put(name, ContentHash.of(bytes).hex()));
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("form", "plumbline-evidence-1");
    manifest.put("version", dossier.version().toString());
    manifest.put("book", book.id());
    manifest.put("files", hashes);
    return json(manifest);
  }

  private static byte[] readMe(Dossier dossier, RuleBook book) {
    return utf8(
        """
        # Evidence: %s

        What is known of this version, held against: %s
        (%s).

        - `card.pdf`, `card.html`, `card.md`: the model card.
        - `requirements.md`, `requirements.json`: each requirement, and what of it is missing.
        - `dossier.json`: every fact with all its digits.
        - `documents/`: the documents that hold for the version.
        - `manifest.json`: the SHA-256 of each file; `manifest.sig`: its Ed25519 signature over the
          lines `plumbline-evidence-signature-1` and the manifest's SHA-256, made with `key.pem`.

        `plumbline evidence verify FILE` checks all of it offline. That a requirement is met says
        that something is there, not that it is good: that stays for you to judge.
        """
            .formatted(dossier.version(), book.title(), book.source()));
  }

  static byte[] pem(PublicKey key) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(lines)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The dossier, or another tree, as JSON with a line for each value, so that two compare well. */
  public static byte[] json(Object tree) throws JsonProcessingException {
    return utf8(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
  }

  private static byte[] utf8(String text) {
    return text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** The whole pack in memory: documents are limited to some megabytes each. */
  static byte[] bytes(Dossier dossier, RuleBook book, Papers papers, VersionSigner signer)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    write(dossier, book, papers, signer, bytes);
    return bytes.toByteArray();
  }

  /** A name for the file. */
  static String fileName(Dossier dossier, RuleBook book) {
    return "%s-v%s-%s.zip"
        .formatted(
            dossier.version().model().value().toLowerCase(Locale.ROOT),
            dossier.version().number().value(),
            book.id());
  }
}
