package io.parley.archive.file;

import io.parley.text.Extraction;
import io.parley.text.TextLimits;
import io.parley.text.TextWorker;
import io.parley.text.WorkerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The processes that read files, each one file at a time. None is started before there is a file to read.
final class TextWorkers implements AutoCloseable {

    private final TextLimits limits;
    private final int most;
    private final BlockingQueue<TextWorker> idle = new LinkedBlockingQueue<>();
    private @Nullable WorkerFolder folder;

    TextWorkers(TextLimits limits, int most) {
        this.limits = limits;
        this.most = most;
    }

    Extraction read(String name, String mediaType, long size, InputStream bytes) throws IOException {
        if (size > limits.bytes()) {
            return new Extraction.None(Extraction.Reason.TOO_LARGE);
        }
        prepare();
        TextWorker worker = take();
        try {
            return worker.read(name, mediaType, size, bytes);
        } finally {
            idle.add(worker);
        }
    }

    private synchronized void prepare() throws IOException {
        if (folder == null) {
            WorkerFolder fresh = WorkerFolder.make();
            for (int i = 0; i < most; i++) {
                idle.add(new TextWorker(fresh, limits));
            }
            folder = fresh;
        }
    }

    private TextWorker take() throws IOException {
        try {
            return idle.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("text worker: interrupted", interrupted);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        idle.forEach(TextWorker::close);
        if (folder != null) {
            folder.close();
        }
    }
}
