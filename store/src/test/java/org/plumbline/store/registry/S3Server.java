package org.plumbline.store.registry;

import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/** An S3 API over memory, on a free port of this machine; it demands signed requests. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "plumbline-test";
  static final String ACCESS = "an-access-key";
  static final String SECRET = "a-secret-key";

  private final BlobStoreContext context;
  private final S3Proxy proxy;

  private S3Server(BlobStoreContext context, S3Proxy proxy) {
    this.context = context;
    this.proxy = proxy;
  }

  static S3Server start() {
    BlobStoreContext context =
        ContextBuilder.newBuilder(new TransientApiMetadata())
            .credentials(ACCESS, SECRET)
            .build(BlobStoreContext.class);
    context.getBlobStore().createContainerInLocation(null, BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS, SECRET)
            .build();
    try {
      proxy.start();
    } catch (Exception failure) {
      context.close();
      throw new IllegalStateException("The S3 server does not start", failure);
    }
    return new S3Server(context, proxy);
  }

  /** What is stored, behind the API's back. */
  BlobStore blobs() {
    return context.getBlobStore();
  }

  int port() {
    return proxy.getPort();
  }

  /** An environment that names a bucket of this server. */
  Map<String, String> environment(String prefix) {
    return Map.of(
        S3Settings.ENDPOINT, "http://127.0.0.1:" + port(),
        S3Settings.BUCKET, BUCKET,
        S3Settings.PREFIX, prefix,
        S3Settings.ACCESS_KEY, ACCESS,
        S3Settings.SECRET_KEY, SECRET);
  }

  S3Settings settings(String prefix) {
    return S3Settings.of(environment(prefix)).orElseThrow();
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("The S3 server does not stop", failure);
    } finally {
      context.close();
    }
  }
}
