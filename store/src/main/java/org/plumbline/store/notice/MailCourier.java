package org.plumbline.store.notice;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.notice.Courier;
import org.plumbline.monitoring.notice.Notice;
import org.plumbline.monitoring.notice.NoticeRoute;

/** Carries notices by SMTP, as plain text. Safe to share. */
final class MailCourier implements Courier {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final MailSettings settings;
  private final NoticeBodies bodies;

  MailCourier(MailSettings settings, NoticeBodies bodies) {
    this.settings = settings;
    this.bodies = bodies;
  }

  @Override
  public Optional<String> carry(Notice notice, NoticeRoute route, @Nullable String secret) {
    try {
      var message = new MimeMessage(session());
      message.setFrom(new InternetAddress(settings.from()));
      message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(route.address()));
      message.setSubject(NoticeBodies.headline(notice), StandardCharsets.UTF_8.name());
      message.setText(bodies.mail(notice), StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(notice.at()));
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("X-Plumbline-Delivery", notice.id().toString());
      /* One thread of mails for one alert. */
      message.setHeader("References", "<" + notice.alert().id() + "@plumbline>");
      Transport.send(message);
      return Optional.empty();
    } catch (MessagingException failure) {
      return Optional.of(String.valueOf(failure.getMessage()).strip());
    }
  }

  private Session session() {
    var properties = new Properties();
    String protocol = settings.encrypted() ? "smtps" : "smtp";
    properties.put("mail.transport.protocol", protocol);
    properties.put("mail.transport.protocol.rfc822", protocol);
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "host", settings.host());
    properties.put(prefix + "port", Integer.toString(settings.port()));
    for (String kind : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put(prefix + kind, Long.toString(TIMEOUT.toMillis()));
    }
    properties.put(prefix + "ssl.checkserveridentity", "true");
    if (settings.startTls()) {
      properties.put(prefix + "starttls.enable", "true");
      properties.put(prefix + "starttls.required", "true");
    }
    String user = settings.user();
    if (user == null) {
      return Session.getInstance(properties);
    }
    properties.put(prefix + "auth", "true");
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(user, settings.password());
          }
        });
  }
}
