package io.parley.platform.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Objects as files. What is unfinished lies apart and moves in one step, after it and its folder are on the disk.
final class DirectoryStore implements ObjectStore {

    private static final int RUN = 1000;

    private final Path objects;
    private final Path uncommitted;

    DirectoryStore(Path root) {
        this.objects = root.resolve("objects");
        this.uncommitted = root.resolve("uncommitted");
    }

    @Override
    public Writing write(ObjectId id) throws StoreDownException {
        try {
            Files.createDirectories(uncommitted);
            Path path = uncommitted.resolve(id.toString());
            return new FileWriting(
                    id, path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException failed) {
            throw new StoreDownException("the directory cannot be written", failed);
        }
    }

    @Override
    public SeekableByteChannel open(ObjectId id, long bytes) throws StoreDownException {
        try {
            return FileChannel.open(place(id), StandardOpenOption.READ);
        } catch (NoSuchFileException missing) {
            throw Files.isDirectory(objects)
                    ? new ObjectMissingException(missing)
                    : new StoreDownException("the directory cannot be read", missing);
        } catch (IOException failed) {
            throw new StoreDownException("the directory cannot be read", failed);
        }
    }

    @Override
    public void delete(Collection<ObjectId> ids) throws StoreDownException {
        try {
            for (ObjectId id : ids) {
                Files.deleteIfExists(place(id));
            }
        } catch (IOException failed) {
            throw new StoreDownException("the directory cannot be written", failed);
        }
    }

    @Override
    public void committedBefore(Instant instant, Consumer<List<ObjectId>> run) throws StoreDownException {
        List<ObjectId> found = new ArrayList<>(RUN);
        for (Path path : olderThan(objects, instant)) {
            found.add(ObjectId.parse(path.getFileName().toString()));
            if (found.size() == RUN) {
                run.accept(List.copyOf(found));
                found.clear();
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
            for (Path path : olderThan(uncommitted, before)) {
                swept += Files.deleteIfExists(path) ? 1 : 0;
            }
            return swept;
        } catch (IOException failed) {
            throw new StoreDownException("the directory cannot be written", failed);
        }
    }

    private static List<Path> olderThan(Path folder, Instant instant) throws StoreDownException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Iterator<Path> paths = tree.filter(Files::isRegularFile).iterator(); paths.hasNext(); ) {
                Path path = paths.next();
                if (isOlder(path, instant)) {
                    found.add(path);
                }
            }
            return found;
        } catch (IOException failed) {
            throw new StoreDownException("the directory cannot be read", failed);
        }
    }

    private static boolean isOlder(Path path, Instant instant) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(instant);
        } catch (NoSuchFileException committedOrDeletedMeanwhile) {
            return false;
        }
    }

    /// The last two digits of a version 7 id are random: folders fill evenly.
    private Path place(ObjectId id) {
        String name = id.toString();
        return objects.resolve(name.substring(name.length() - 2)).resolve(name);
    }

    private final class FileWriting implements Writing {

        private final ObjectId id;
        private final Path path;
        private final FileChannel channel;

        FileWriting(ObjectId id, Path path, FileChannel channel) {
            this.id = id;
            this.path = path;
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes) throws StoreDownException {
            try {
                return channel.write(bytes);
            } catch (IOException failed) {
                throw new StoreDownException("the directory takes no more", failed);
            }
        }

        @Override
        public void commit() throws StoreDownException {
            try {
                channel.force(true);
                channel.close();
                Path place = place(id);
                Path folder = Files.createDirectories(place.getParent());
                Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
                sync(folder);
                sync(objects);
            } catch (IOException failed) {
                throw new StoreDownException("the directory takes no more", failed);
            }
        }

        private static void sync(Path folder) throws IOException {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws StoreDownException {
            try {
                channel.close();
                Files.deleteIfExists(path);
            } catch (IOException failed) {
                throw new StoreDownException("the directory cannot be written", failed);
            }
        }
    }
}
