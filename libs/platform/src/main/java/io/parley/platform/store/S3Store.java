package io.parley.platform.store;

import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of a bucket whose names begin with the prefix, each named by its id. The prefix is the store's own: what
/// another service keeps in the same bucket stands under another one, and is neither seen nor swept.
final class S3Store implements ObjectStore {

    private static final int RUN = 1000;

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final int partSize;

    S3Store(S3Client s3, String bucket, String prefix, int partSize) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.partSize = partSize;
    }

    @Override
    public Writing write(ObjectId id) throws StoreDownException {
        return S3Writing.start(s3, bucket, prefix + id, partSize);
    }

    @Override
    public SeekableByteChannel open(ObjectId id, long bytes) {
        return new S3Reading(s3, bucket, prefix + id, bytes);
    }

    @Override
    public void delete(Collection<ObjectId> ids) throws StoreDownException {
        List<ObjectIdentifier> keys = ids.stream()
                .map(id -> ObjectIdentifier.builder().key(prefix + id).build())
                .toList();
        for (int from = 0; from < keys.size(); from += RUN) {
            deleteRun(keys.subList(from, Math.min(keys.size(), from + RUN)));
        }
    }

    private void deleteRun(List<ObjectIdentifier> keys) throws StoreDownException {
        try {
            DeleteObjectsResponse answer = s3.deleteObjects(request -> request.bucket(bucket)
                    .delete(Delete.builder().objects(keys).quiet(true).build()));
            if (answer.hasErrors()) {
                throw new StoreDownException(
                        "the bucket keeps what is to be deleted",
                        new IllegalStateException(answer.errors().getFirst().code()));
            }
        } catch (SdkException failed) {
            throw down(failed);
        }
    }

    @Override
    public void committedBefore(Instant instant, Consumer<List<ObjectId>> run) throws StoreDownException {
        try {
            s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).stream()
                    .forEach(page -> tell(page.contents(), instant, run));
        } catch (SdkException failed) {
            throw down(failed);
        }
    }

    private void tell(List<S3Object> page, Instant instant, Consumer<List<ObjectId>> run) {
        List<ObjectId> found = new ArrayList<>();
        for (S3Object object : page) {
            if (object.lastModified().isBefore(instant)) {
                found.add(ObjectId.parse(object.key().substring(prefix.length())));
            }
        }
        if (!found.isEmpty()) {
            run.accept(List.copyOf(found));
        }
    }

    @Override
    public int sweepUncommitted(Instant before) throws StoreDownException {
        int swept = 0;
        try {
            ListMultipartUploadsResponse found =
                    s3.listMultipartUploads(request -> request.bucket(bucket).prefix(prefix));
            for (MultipartUpload upload : found.uploads()) {
                if (upload.initiated().isBefore(before)) {
                    s3.abortMultipartUpload(
                            request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
                    swept++;
                }
            }
            return swept;
        } catch (SdkException failed) {
            throw down(failed);
        }
    }

    static StoreDownException down(SdkException cause) {
        return cause instanceof NoSuchKeyException
                ? new ObjectMissingException(cause)
                : new StoreDownException("the bucket cannot be reached", cause);
    }
}
