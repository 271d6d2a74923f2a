package io.parley.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class StorePropertiesTest {

    @Test
    void isADirectoryUnlessABucketIsNamed() {
        StoreProperties bound = bind(Map.of("parley.store.directory", "files"));
        assertThat(bound.directory()).isEqualTo(Path.of("files"));
        assertThat(bound.s3().bucket()).isEmpty();
        assertThat(bound.s3().pathStyle()).isTrue();
        assertThat(new StoreAutoConfiguration().objectStore(bound)).isInstanceOf(DirectoryStore.class);
    }

    @Test
    void takesEverySettingOfTheBucketAndPrintsNoKey() {
        StoreProperties bound = bind(Map.of(
                "parley.store.s3.bucket", "b-1",
                "parley.store.s3.prefix", "theirs/",
                "parley.store.s3.region", "cn-north-1",
                "parley.store.s3.endpoint", "https://s3.example",
                "parley.store.s3.path-style", "false",
                "parley.store.s3.access-key", "A",
                "parley.store.s3.secret-key", "hidden",
                "parley.store.s3.part-size", "16MB",
                "parley.store.s3.timeout", "5s"));
        assertThat(bound.s3())
                .isEqualTo(new StoreProperties.S3(
                        "b-1",
                        "theirs/",
                        "cn-north-1",
                        "https://s3.example",
                        false,
                        "A",
                        "hidden",
                        DataSize.ofMegabytes(16),
                        Duration.ofSeconds(5)));
        assertThat(bound.toString()).doesNotContain("hidden");
        assertThat(new StoreAutoConfiguration().objectStore(bound)).isInstanceOf(S3Store.class);
    }

    private static StoreProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.store", StoreProperties.class);
    }
}
