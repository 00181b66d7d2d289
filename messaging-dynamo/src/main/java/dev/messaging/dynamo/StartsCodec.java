package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Packs the recipients of a delivery, and where it begins in the inbox of each: about 25 bytes for each with ids that the
 * system made, so that even the largest group with the longest ids and text fits into one item of 400 KB.
 */
final class StartsCodec {
    private static final int VERSION = 1;
    /** As many as the largest group can have, with room for what a later program may allow. */
    private static final int RECIPIENTS_MAX = 100_000;

    private StartsCodec() {}

    static byte[] encode(Map<UserId, Position> starts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(starts.size());
            // Like beside like packs best.
            for (UserId owner : starts.keySet()) {
                out.writeUTF(owner.value().substring(UserId.PREFIX.length()));
            }
            for (Position start : starts.values()) {
                out.writeLong(start.sequence());
            }
            for (Position start : starts.values()) {
                out.writeLong(start.atMillis());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks, in the same order.
     *
     * @throws IllegalArgumentException if the bytes are something else, such as what a newer program wrote
     */
    static Map<UserId, Position> decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("starts of an unknown version");
        }
        Map<UserId, Position> starts = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(
                new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)))) {
            int count = in.readInt();
            if (count < 0 || count > RECIPIENTS_MAX) {
                throw new IllegalArgumentException("starts of " + count + " recipients");
            }
            List<UserId> owners = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                owners.add(new UserId(UserId.PREFIX + in.readUTF()));
            }
            long[] sequences = longs(in, count);
            long[] times = longs(in, count);
            for (int i = 0; i < count; i++) {
                starts.put(owners.get(i), new Position(sequences[i], times[i]));
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("starts that cannot be unpacked", broken);
        }
        return starts;
    }

    private static long[] longs(DataInputStream in, int count) throws IOException {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.readLong();
        }
        return numbers;
    }
}
