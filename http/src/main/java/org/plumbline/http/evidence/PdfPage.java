package org.plumbline.http.evidence;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Prints a page of ours, written in XHTML with the font {@code Card}, as a PDF. */
public final class PdfPage {
  private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";

  static {
    // It tells of each font that it loads.
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.WARNING));
  }

  private PdfPage() {}

  /** The PDF's bytes; the same for the same page. */
  public static byte[] of(String xhtml) {
    var builder = new PdfRendererBuilder();
    // Nothing is fetched: what a page needs stands in it.
    builder.useUriResolver((_, _) -> null);
    builder.useFont(() -> font("DejaVuSans.ttf"), "Card", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> font("DejaVuSans-Bold.ttf"), "Card", 700, FontStyle.NORMAL, true);
    builder.withHtmlContent(xhtml, "/");
    var bytes = new ByteArrayOutputStream();
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      PDDocument document = renderer.getPdfDocument();
      Calendar never = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
      never.setTimeInMillis(0);
      document.getDocumentInformation().setCreationDate(never);
      document.setDocumentId(0L);
      document.save(bytes);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
    return bytes.toByteArray();
  }

  private static InputStream font(String name) {
    return Objects.requireNonNull(PdfPage.class.getResourceAsStream(FONTS + name), name);
  }
}
