package io.parley.message.file;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// How much may come in: of one file, of one person, at one time.
final class UploadLimits {

    private final FileProperties properties;
    private final Semaphore transfers;
    private final Counter received;
    private final Counter stored;

    UploadLimits(FileProperties properties, MeterRegistry registry) {
        this.properties = properties;
        this.transfers = new Semaphore(properties.uploadsAtOnce());
        this.received = registry.counter("parley.files.received.bytes");
        this.stored = registry.counter("parley.files.stored");
        Gauge.builder("parley.files.uploads.running", this, UploadLimits::running)
                .register(registry);
    }

    interface Transfer {
        StoredFile run() throws IOException;
    }

    /// Refuses at once instead of queueing: a waiting transfer would hold its client's connection.
    StoredFile transfer(Transfer transfer) throws IOException {
        if (!transfers.tryAcquire()) {
            throw new DomainException(ErrorCode.TOO_MANY_REQUESTS, "too many uploads at once, come back in a moment");
        }
        try {
            return transfer.run();
        } finally {
            transfers.release();
        }
    }

    private double running() {
        return properties.uploadsAtOnce() - transfers.availablePermits();
    }

    void checkSize(long size) {
        if (size > most()) {
            throw new DomainException(ErrorCode.TOO_LARGE, "size: more than " + most() + " bytes")
                    .violation("size", "at most " + most());
        }
    }

    /// What a file of unknown length may at most become.
    ///
    /// @param atMost what the request can hold, -1 when it does not say
    long reservation(long atMost, FileShelf.Usage usage) {
        if (atMost >= 0) {
            return Math.max(1, Math.min(atMost, most()));
        }
        long left = properties.quota().toBytes() - usage.bytes();
        return Math.max(1, Math.min(left, most()));
    }

    DomainException tooLong(long most, IOException cause) {
        return most < most()
                ? DomainException.invalid("body", "at most the " + most + " bytes announced")
                : new DomainException(ErrorCode.TOO_LARGE, "file: more than " + most + " bytes", cause);
    }

    private long most() {
        return properties.maxSize().toBytes();
    }

    Quota quota() {
        return new Quota(properties.quota().toBytes(), properties.unfinishedPerPerson());
    }

    Duration uploadTtl() {
        return properties.uploadTtl();
    }

    Duration unlinkedTtl() {
        return properties.unlinkedTtl();
    }

    void received(long bytes) {
        received.increment(bytes);
    }

    void stored() {
        stored.increment();
    }
}
