package io.parley.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.services.s3.S3Client;

/// Against an S3 server in this process: signed requests over HTTP, multipart uploads and ranges included.
class S3StoreTest extends ObjectStoreContract {

    private static final String BUCKET = "parley-files";
    private static final LocalS3 SERVER =
            LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
    private static S3Client client = client(1);

    @BeforeAll
    static void start() {
        SERVER.start();
        client = client(SERVER.getPort());
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        SERVER.shutdown();
    }

    private static S3Client client(int port) {
        return StoreAutoConfiguration.client(new StoreProperties.S3(
                BUCKET,
                "parley/",
                "eu-central-1",
                "http://localhost:" + port,
                true,
                "access",
                "secret",
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(30)));
    }

    @Override
    ObjectStore store() {
        return new S3Store(client, BUCKET, "parley/", 8 << 20);
    }

    @Test
    void saysThatItIsDownWhenNobodyAnswers() {
        ObjectStore unreachable = new S3Store(client(1), BUCKET, "parley/", 8 << 20);
        ObjectId id = ObjectId.next();
        assertThatThrownBy(() -> unreachable.delete(List.of(id))).isInstanceOf(StoreDownException.class);
        assertThatThrownBy(() -> commit(unreachable, id)).isInstanceOf(StoreDownException.class);
        assertThatThrownBy(() -> read(unreachable, id)).isInstanceOf(StoreDownException.class);
    }

    @Test
    void neitherSeesNorSweepsWhatAnotherServiceKeepsInTheSameBucket() throws java.io.IOException {
        ObjectStore other = new S3Store(client, BUCKET, "parley-other/", 8 << 20);
        ObjectId theirs = ObjectId.next();
        commit(other, theirs);
        List<ObjectId> seen = new java.util.ArrayList<>();
        store().committedBefore(java.time.Instant.now().plusSeconds(3600), seen::addAll);
        store().delete(List.of(theirs));
        List<ObjectId> kept = new java.util.ArrayList<>();
        other.committedBefore(java.time.Instant.now().plusSeconds(3600), kept::addAll);
        assertThat(seen).doesNotContain(theirs);
        assertThat(kept).containsExactly(theirs);
    }

    private static void commit(ObjectStore store, ObjectId id) throws StoreDownException {
        try (ObjectStore.Writing writing = store.write(id)) {
            writing.commit();
        }
    }

    private static void read(ObjectStore store, ObjectId id) throws java.io.IOException {
        try (SeekableByteChannel channel = store.open(id, 1)) {
            channel.read(ByteBuffer.allocate(1));
        }
    }
}
