package org.plumbline.store.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An answer's bytes, which break off with an IOException and never end early: what is merely cut
 * off must not look changed. Closed before its end, it drops the connection instead of reading on.
 */
final class S3Stream extends FilterInputStream {
  private final ResponseInputStream<GetObjectResponse> answer;
  private long missing;

  S3Stream(ResponseInputStream<GetObjectResponse> answer) {
    super(answer);
    this.answer = answer;
    this.missing = answer.response().contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = answer.read(buffer, offset, length);
    } catch (SdkException failure) {
      throw new IOException(failure);
    }
    if (read < 0 && missing > 0) {
      throw new IOException("The answer ended " + missing + " bytes early");
    }
    missing -= Math.max(read, 0);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (missing > 0) {
      answer.abort();
    } else {
      answer.close();
    }
  }
}
