package io.parley.platform.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Collects a part on the local disk (it is ciphertext), sends it when it is full, and so holds no buffer for a slow
/// client. What fits into one part is sent as one object.
final class S3Writing implements ObjectStore.Writing {

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final int partSize;
    private final Path spool;
    private final FileChannel part;
    private final List<CompletedPart> sent = new ArrayList<>();
    private @Nullable String uploadId;

    private S3Writing(S3Client s3, String bucket, String key, int partSize, Path spool, FileChannel part) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.partSize = partSize;
        this.spool = spool;
        this.part = part;
    }

    static S3Writing start(S3Client s3, String bucket, String key, int partSize) throws StoreDownException {
        try {
            Path spool = Files.createTempFile("parley-part", null);
            var part = FileChannel.open(spool, StandardOpenOption.WRITE);
            return new S3Writing(s3, bucket, key, partSize, spool, part);
        } catch (IOException failed) {
            throw new StoreDownException("the local disk takes no more", failed);
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws StoreDownException {
        int count = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                int room = (int) Math.min(partSize - part.position(), bytes.remaining());
                ByteBuffer piece = bytes.slice(bytes.position(), room);
                bytes.position(bytes.position() + part.write(piece));
                if (part.position() == partSize) {
                    sendPart();
                }
            }
            return count;
        } catch (SdkException failed) {
            throw S3Store.down(failed);
        } catch (IOException failed) {
            throw new StoreDownException("the local disk takes no more", failed);
        }
    }

    @Override
    public void commit() throws StoreDownException {
        try {
            if (uploadId == null) {
                s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(spool));
            } else {
                commitParts(uploadId);
            }
        } catch (SdkException failed) {
            throw S3Store.down(failed);
        } catch (IOException failed) {
            throw new StoreDownException("the local disk takes no more", failed);
        }
    }

    private void commitParts(String id) throws IOException {
        if (part.position() > 0) {
            sendPart();
        }
        s3.completeMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(sent)));
        uploadId = null;
    }

    private void sendPart() throws IOException {
        String id = uploadId == null
                ? s3.createMultipartUpload(request -> request.bucket(bucket).key(key))
                        .uploadId()
                : uploadId;
        uploadId = id;
        int number = sent.size() + 1;
        String tag = s3.uploadPart(
                        request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        RequestBody.fromFile(spool))
                .eTag();
        sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        part.truncate(0);
    }

    @Override
    public boolean isOpen() {
        return part.isOpen();
    }

    @Override
    public void close() throws StoreDownException {
        try (part) {
            Files.deleteIfExists(spool);
            if (uploadId != null) {
                s3.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(uploadId));
                uploadId = null;
            }
        } catch (SdkException failed) {
            throw S3Store.down(failed);
        } catch (IOException failed) {
            throw new StoreDownException("the local disk cannot be written", failed);
        }
    }
}
