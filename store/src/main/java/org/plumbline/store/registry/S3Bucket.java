package org.plumbline.store.registry;

import java.time.Duration;
import java.util.function.Supplier;
import org.plumbline.kernel.Breaker;
import org.plumbline.registry.ContentHash;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A bucket of an S3 API: where an object lies in it, how it is asked, and when it is left alone.
 * Safe to share.
 */
final class S3Bucket {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** For one request with all its attempts, the sending of a part included. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** More wait for a connection, and are refused after five seconds. */
  private static final int AT_ONCE = 32;

  private final S3Client client;
  private final S3Settings settings;
  private final Breaker breaker;

  private S3Bucket(S3Client client, S3Settings settings, Breaker breaker) {
    this.client = client;
    this.settings = settings;
    this.breaker = breaker;
  }

  /** Makes the client; no request is sent yet. */
  static S3Bucket of(S3Settings settings, Duration silence, Breaker breaker) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(silence)
                    .maxConnections(AT_ONCE)
                    .connectionAcquisitionTimeout(CONNECT))
            // Three attempts, with pauses that grow and are not the same for all.
            .overrideConfiguration(
                override -> override.retryStrategy(RetryMode.STANDARD).apiCallTimeout(LONGEST))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            // The newer, trailing checksums are refused by many servers.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    settings.endpoint().ifPresent(builder::endpointOverride);
    return new S3Bucket(builder.build(), settings, breaker);
  }

  S3Client client() {
    return client;
  }

  String name() {
    return settings.bucket();
  }

  S3Settings settings() {
    return settings;
  }

  /** What leaves the server alone while it is away. */
  Breaker breaker() {
    return breaker;
  }

  String key(ContentHash hash) {
    return settings.prefix() + hash.hex().substring(0, 2) + "/" + hash.hex();
  }

  /** The answer to a request, or in our words why there is none. */
  <T> T asked(String work, Supplier<T> request) {
    if (!breaker.admit()) {
      throw S3Failures.leftAlone(work, settings);
    }
    boolean away = false;
    try {
      return request.get();
    } catch (SdkException failure) {
      away = S3Failures.isAway(failure);
      throw S3Failures.of(work, settings, failure);
    } finally {
      if (away) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
    }
  }
}
