package org.plumbline.http.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.VersionSigner;

/**
 * What is wrong with an evidence pack: nothing, when its manifest is signed by its key and names
 * each file with its hash.
 *
 * @param version as the manifest says
 * @param key the public key that signed it; whether that is ours is for the caller to tell
 * @param faults empty when the pack holds
 * @param dossier every fact of the pack
 */
public record PackCheck(
    String version,
    String book,
    int files,
    PublicKey key,
    List<String> faults,
    Map<String, Object> dossier) {
  /** A pack is a few megabytes; more than this is none of ours. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_FILES = 10_000;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public PackCheck {
    faults = List.copyOf(faults);
    dossier = Collections.unmodifiableMap(new LinkedHashMap<>(dossier));
  }

  public boolean holds() {
    return faults.isEmpty();
  }

  /**
   * Reads a pack to its end.
   *
   * @throws PlumblineException INVALID_DATA when it is no pack at all
   */
  public static PackCheck of(InputStream pack) throws IOException {
    Map<String, byte[]> files = read(pack);
    byte[] manifest = required(files, EvidencePack.MANIFEST);
    PublicKey key = key(required(files, EvidencePack.KEY));
    String signature =
        new String(required(files, EvidencePack.SIGNATURE), StandardCharsets.US_ASCII).strip();
    var faults = new ArrayList<String>();
    if (!VersionSigner.holdsEvidence(key, ContentHash.of(manifest), signature)) {
      faults.add("the signature is not that of the manifest");
    }
    Manifest told = manifest(manifest);
    Map<String, Object> dossier = dossier(files.get(EvidencePack.DOSSIER));
    for (Map.Entry<String, String> file : told.files().entrySet()) {
      byte[] bytes = files.remove(file.getKey());
      if (bytes == null) {
        faults.add("'" + file.getKey() + "' is missing");
      } else if (!ContentHash.of(bytes).hex().equals(file.getValue())) {
        faults.add("'" + file.getKey() + "' was changed");
      }
    }
    files.keySet().forEach(name -> faults.add("'" + name + "' is not in the manifest"));
    return new PackCheck(told.version(), told.book(), told.files().size(), key, faults, dossier);
  }

  /** Empty when it is missing or cannot be read, which is a fault that is told. */
  private static Map<String, Object> dossier(byte @Nullable [] json) {
    try {
      return json == null ? Map.of() : EvidenceDiff.read(json);
    } catch (IOException unreadable) {
      return Map.of();
    }
  }

  private record Manifest(String version, String book, Map<String, String> files) {}

  private static Manifest manifest(byte[] bytes) {
    try {
      Map<String, Object> told = JSON.readValue(bytes, new TypeReference<>() {});
      var hashes = new TreeMap<String, String>();
      if (told.get("files") instanceof Map<?, ?> files) {
        files.forEach((name, hash) -> hashes.put(String.valueOf(name), String.valueOf(hash)));
      }
      return new Manifest(
          String.valueOf(told.get("version")), String.valueOf(told.get("book")), hashes);
    } catch (IOException unreadable) {
      throw notOurs("its manifest is not JSON");
    }
  }

  private static Map<String, byte[]> read(InputStream pack) throws IOException {
    var files = new TreeMap<String, byte[]>();
    long left = MOST_BYTES;
    var zip = new ZipInputStream(pack, StandardCharsets.UTF_8);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      byte[] bytes = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
      left -= bytes.length;
      if (left < 0 || files.size() == MOST_FILES) {
        throw notOurs("it is larger than any pack");
      }
      if (files.put(entry.getName(), bytes) != null) {
        throw notOurs("it holds '" + entry.getName() + "' twice");
      }
    }
    return files;
  }

  private static byte[] required(Map<String, byte[]> files, String name) {
    byte @Nullable [] bytes = files.remove(name);
    if (bytes == null) {
      throw notOurs("it has no " + name);
    }
    return bytes;
  }

  private static PublicKey key(byte[] pem) {
    try {
      String text =
          new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw notOurs("its key is no Ed25519 public key");
    }
  }

  private static PlumblineException notOurs(String why) {
    return PlumblineException.of(
        ErrorCode.INVALID_DATA, "This is no evidence pack: " + why + "; download it again");
  }
}
