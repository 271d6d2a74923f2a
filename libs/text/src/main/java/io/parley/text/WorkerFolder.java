package io.parley.text;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/// Where the workers' programs are laid out: they lie in this jar as resources, where they cost the service nothing
/// until they are needed. The folder is this process's own, and what processes left that are gone is cleared.
public final class WorkerFolder implements AutoCloseable {

    private static final String NAME = "parley-text-";
    private static final String JARS = "classpath*:io/parley/text/lib/*.jar";
    private static final String CLASSES = "classpath*:io/parley/text/worker/*.class";

    private final Path folder;
    private final String classPath;

    private WorkerFolder(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    public static WorkerFolder make() throws IOException {
        clearLeftovers(Path.of(System.getProperty("java.io.tmpdir")));
        Path folder = Files.createTempDirectory(NAME + ProcessHandle.current().pid() + "-");
        var found = new PathMatchingResourcePatternResolver(WorkerFolder.class.getClassLoader());
        List<String> path = new ArrayList<>();
        path.add(folder.resolve("classes").toString());
        copy(found.getResources(CLASSES), folder.resolve("classes/io/parley/text/worker"));
        for (Path jar : copy(found.getResources(JARS), folder.resolve("lib"))) {
            path.add(jar.toString());
        }
        return new WorkerFolder(folder, String.join(File.pathSeparator, path));
    }

    String classPath() {
        return classPath;
    }

    private static List<Path> copy(Resource[] resources, Path folder) throws IOException {
        if (resources.length == 0) {
            throw new IOException("text worker: its programs are not on the class path (expected: in parley-text)");
        }
        Files.createDirectories(folder);
        List<Path> copied = new ArrayList<>();
        for (Resource resource : resources) {
            Path target = folder.resolve(String.valueOf(resource.getFilename()));
            try (InputStream in = resource.getInputStream()) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
            copied.add(target);
        }
        copied.sort(Comparator.naturalOrder());
        return copied;
    }

    private static void clearLeftovers(Path temporary) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, NAME + "*")) {
            for (Path left : folders) {
                if (isLeft(left.getFileName().toString())) {
                    FileSystemUtils.deleteRecursively(left);
                }
            }
        }
    }

    private static boolean isLeft(String name) {
        String pid = name.substring(NAME.length()).split("-", 2)[0];
        return Stream.of(pid)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .anyMatch(text -> ProcessHandle.of(Long.parseLong(text)).isEmpty());
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
