package io.parley.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every store must do.
abstract class ObjectStoreContract {

    private static final Instant LATER = Instant.now().plusSeconds(3600);
    private static final Instant EARLIER = Instant.now().minusSeconds(3600);

    abstract ObjectStore store() throws IOException;

    @Test
    void givesBackWhatWasCommittedFromAnyPlace() throws IOException {
        byte[] bytes = bytes(20_000_000);
        ObjectId id = written(bytes);
        assertThat(read(id, bytes.length, 0, bytes.length)).isEqualTo(bytes);
        assertThat(read(id, bytes.length, 19_999_990, 10))
                .containsExactly(java.util.Arrays.copyOfRange(bytes, 19_999_990, 20_000_000));
    }

    @Test
    void seeksBackAndForthInOneReading() throws IOException {
        byte[] bytes = bytes(100_000);
        ObjectId id = written(bytes);
        try (SeekableByteChannel channel = store().open(id, bytes.length)) {
            for (int place : new int[] {70_000, 5, 99_999, 0}) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.position(place);
                assertThat(channel.read(one)).isEqualTo(1);
                assertThat(one.get(0)).isEqualTo(bytes[place]);
            }
            assertThat(channel.size()).isEqualTo(100_000);
            channel.position(100_000);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void knowsNothingOfWhatWasNotCommitted() throws IOException {
        ObjectId id = ObjectId.next();
        try (ObjectStore.Writing writing = store().write(id)) {
            writeAll(writing, bytes(9_000_000));
        }
        assertThat(committed(LATER)).doesNotContain(id);
        assertThatThrownBy(() -> read(id, 9_000_000, 0, 1)).isInstanceOf(StoreDownException.class);
        assertThat(store().sweepUncommitted(LATER)).isZero();
    }

    @Test
    void sweepsWhatACrashLeftAndSparesWhatIsYoung() throws IOException {
        ObjectStore.Writing crashed = store().write(ObjectId.next());
        writeAll(crashed, bytes(9_000_000));
        assertThat(store().sweepUncommitted(EARLIER)).isZero();
        assertThat(store().sweepUncommitted(LATER)).isEqualTo(1);
        assertThat(store().sweepUncommitted(LATER)).isZero();
    }

    @Test
    void tellsWhatWasCommittedBefore() throws IOException {
        ObjectId id = written(bytes(10));
        assertThat(committed(LATER)).contains(id);
        assertThat(committed(EARLIER)).doesNotContain(id);
    }

    @Test
    void deletesAndDeletesAgain() throws IOException {
        ObjectId id = written(bytes(10));
        ObjectId other = written(bytes(10));
        store().delete(List.of(id, ObjectId.next()));
        store().delete(List.of(id));
        assertThat(committed(LATER)).doesNotContain(id).contains(other);
    }

    @Test
    void tellsAnObjectThatIsNotThereFromAStoreThatIsDown() throws IOException {
        ObjectId id = written(bytes(10));
        store().delete(List.of(id));
        assertThatThrownBy(() -> read(id, 10, 0, 1)).isInstanceOf(ObjectMissingException.class);
    }

    private ObjectId written(byte[] bytes) throws IOException {
        ObjectId id = ObjectId.next();
        try (ObjectStore.Writing writing = store().write(id)) {
            writeAll(writing, bytes);
            writing.commit();
        }
        return id;
    }

    private static void writeAll(ObjectStore.Writing writing, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            writing.write(buffer);
        }
    }

    private byte[] read(ObjectId id, long size, long from, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        try (SeekableByteChannel channel = store().open(id, size)) {
            channel.position(from);
            int last = 0;
            while (into.hasRemaining() && last >= 0) {
                last = channel.read(into);
            }
        }
        return into.array();
    }

    private List<ObjectId> committed(Instant before) throws IOException {
        List<ObjectId> found = new ArrayList<>();
        store().committedBefore(before, found::addAll);
        return found;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
