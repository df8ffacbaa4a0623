package io.pgchart.release;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Helm's form of a record: base64 of gzip of JSON.
 *
 * <p>Source: Helm's pkg/storage/driver, encodeRelease and decodeRelease.
 */
final class RecordCodec {

    /** A record packs to 1 MiB at most, and manifests pack to a tenth; what unpacks to more was made to do harm. */
    static final long MAX_UNPACKED = 64L * 1024 * 1024;

    private RecordCodec() {}

    /** The text that stands under {@code release} in the Secret, before Kubernetes' own base64. */
    static String encode(ReleaseRecord record) {
        return encode(GoJson.text(record.tree()));
    }

    /** Any text in that form. */
    static String encode(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new BestCompression(bytes)) {
            packed.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * The record that such a text holds; one that is not packed, as Helm 3 wrote them at first, is read too.
     *
     * @param shownAs what its origins call it
     * @param labels of its Secret, beside Helm's own
     */
    static ReleaseRecord decode(String text, String shownAs, Map<String, String> labels) throws DamageException {
        return ReleaseRecord.of(tree(text, shownAs), labels);
    }

    private static MapNode tree(String text, String shownAs) throws DamageException {
        byte[] bytes = bytes(text);
        try (InputStream json = unpacked(bytes)) {
            return JsonReader.map(json, Origin.of(shownAs));
        } catch (IOException e) {
            throw new DamageException("holds gzip that can't be unpacked, or only a part of it");
        }
    }

    private static byte[] bytes(String text) throws DamageException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new DamageException("holds no base64");
        }
    }

    private static InputStream unpacked(byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        boolean isPacked = bytes.length > 3 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes[2] == 8;
        return new BoundedStream(isPacked ? new GZIPInputStream(in) : in, MAX_UNPACKED);
    }

    private static final class BestCompression extends GZIPOutputStream {

        BestCompression(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
