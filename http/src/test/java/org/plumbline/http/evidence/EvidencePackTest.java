package org.plumbline.http.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Dossier;
import org.plumbline.governance.evidence.RuleBooks;
import org.plumbline.governance.evidence.TreeDiff;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Subject;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.DocumentKind;

class EvidencePackTest {
  private static final String HOSTILE = "<script>alert(1)</script> | `x` & \u0007 Σ Žluťoučký";
  private static final byte[] PAPER = "We looked at it.".getBytes(StandardCharsets.UTF_8);
  private static final VersionId CHURN =
      new VersionId(new ModelName("churn"), new VersionNumber(3));

  private final VersionSigner signer = signer();

  private static VersionSigner signer() {
    try {
      return new VersionSigner(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), List.of());
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static Dossier dossier() {
    var document =
        new Document(
            new UUID(7, 7),
            Subject.of(CHURN),
            DocumentKind.VALIDATION,
            "Validation",
            ContentHash.of(PAPER),
            PAPER.length,
            "text/plain",
            "ben",
            Instant.EPOCH);
    return new Dossier(
        CHURN,
        Map.of(
            "model", Map.of("name", "churn", "owner", HOSTILE, "intendedUse", HOSTILE),
            "version", Map.of("task", "BINARY", "learner", "xgboost"),
            "data", Map.of("name", HOSTILE)),
        List.of(document));
  }

  private byte[] pack() throws IOException {
    return EvidencePack.bytes(
        dossier(), RuleBooks.SR_11_7, _ -> new ByteArrayInputStream(PAPER), signer);
  }

  private static PackCheck check(byte[] pack) throws IOException {
    return PackCheck.of(new ByteArrayInputStream(pack));
  }

  private static Map<String, byte[]> files(byte[] pack) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(pack), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] zipped(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aPackHoldsAndIsTheSameEachTime() throws IOException {
    byte[] pack = pack();

    assertThat(pack()).isEqualTo(pack);
    PackCheck check = check(pack);
    assertThat(check.faults()).isEmpty();
    assertThat(check.version()).isEqualTo("churn v3");
    assertThat(check.key()).isEqualTo(signer.publicKey());
    assertThat(files(pack)).containsKeys("card.pdf", "dossier.json", "requirements.md");
    assertThat(files(pack)).containsEntry("documents/validation-" + new UUID(7, 7) + ".txt", PAPER);
  }

  @Test
  void whatDiffersFromAnEarlierPackIsTold() throws IOException {
    PackCheck before = check(pack());
    Dossier now = dossier();
    Map<String, Object> tree = new LinkedHashMap<>(now.tree());
    tree.put("version", Map.of("task", "BINARY", "learner", "ensemble"));
    tree.put("share", 0.1f);

    EvidenceDiff same = EvidenceDiff.of("then", before.dossier(), "now", Map.copyOf(now.tree()));
    EvidenceDiff differs = EvidenceDiff.of("then", before.dossier(), "now", tree);

    assertThat(same.changes()).isEmpty();
    assertThat(differs.before()).isEqualTo("then");
    assertThat(differs.changes())
        .containsExactlyInAnyOrder(
            new TreeDiff.Change("version.learner", "xgboost", "ensemble"),
            new TreeDiff.Change("share", null, "0.1"));
  }

  @Test
  void whatWasChangedRemovedOrAddedIsNamed() throws IOException {
    Map<String, byte[]> files = files(pack());
    files.put("card.md", new byte[] {1});
    files.remove("dossier.json");
    files.put("extra.txt", new byte[0]);

    assertThat(check(zipped(files)).faults())
        .containsExactlyInAnyOrder(
            "'card.md' was changed",
            "'dossier.json' is missing",
            "'extra.txt' is not in the manifest");
  }

  @Test
  void aManifestThatItsKeyDidNotSignDoesNotHold() throws IOException {
    Map<String, byte[]> files = files(pack());
    files.put("key.pem", EvidencePack.pem(signer().publicKey()));

    assertThat(check(zipped(files)).faults())
        .containsExactly("the signature is not that of the manifest");
  }

  @Test
  void whatIsNoPackIsSaidToBeNone() {
    assertThatThrownBy(() -> check(zipped(Map.of("a", new byte[0]))))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("no evidence pack");
    assertThatThrownBy(() -> check(new byte[] {1, 2, 3}))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("no evidence pack");
  }

  @Test
  void noTextOfAModelBecomesMarkup() {
    Card card = Card.of(dossier());

    assertThat(HtmlCard.of(card)).doesNotContain("<script>").contains("&lt;script&gt;");
    assertThat(MarkdownCard.of(card))
        .startsWith("---\nlibrary_name: \"plumbline\"\n")
        .doesNotContain("<script>")
        .contains("\\<script\\>alert(1)\\</script\\> \\| \\`x\\`");
  }

  @Test
  void thePdfHoldsTheTextInAnyAlphabet() throws IOException {
    byte[] pdf = PdfPage.of(HtmlCard.of(Card.of(dossier())));

    try (var document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("churn v3", "Intended use", "Σ Žluťoučký", "Nothing is known yet.");
    }
  }
}
