package io.parley.platform.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Reads on from one place over one connection; another place takes a new one.
final class S3Reading implements SeekableByteChannel {

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final long size;
    private @Nullable ResponseInputStream<GetObjectResponse> running;
    private @Nullable ReadableByteChannel bytes;
    private long position;
    private boolean open = true;

    S3Reading(S3Client s3, String bucket, String key, long size) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        try {
            int count = from().read(into);
            position += Math.max(count, 0);
            return count;
        } catch (SdkException failed) {
            throw S3Store.down(failed);
        } catch (IOException broken) {
            throw new StoreDownException("the bucket's answer broke off", broken);
        }
    }

    private ReadableByteChannel from() {
        ReadableByteChannel already = bytes;
        if (already != null) {
            return already;
        }
        ResponseInputStream<GetObjectResponse> answer =
                s3.getObject(request -> request.bucket(bucket).key(key).range("bytes=" + position + "-" + (size - 1)));
        running = answer;
        ReadableByteChannel fresh = Channels.newChannel(answer);
        bytes = fresh;
        return fresh;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long wanted) {
        if (wanted != position) {
            drop();
            position = wanted;
        }
        return this;
    }

    private void drop() {
        if (running != null) {
            running.abort();
        }
        running = null;
        bytes = null;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        drop();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long shorter) {
        throw new NonWritableChannelException();
    }
}
