package io.parley.message.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.FileId;
import io.parley.platform.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class FileConfiguration implements WebMvcConfigurer {

    private static final Duration LEFTOVERS_EVERY = Duration.ofHours(1);

    static {
        SpringDocUtils.getConfig().replaceWithClass(FileId.class, UUID.class);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, FileId.class, FileId::parse);
    }

    @Bean
    UploadLimits uploadLimits(FileProperties properties, MeterRegistry registry) {
        return new UploadLimits(properties, registry);
    }

    @Bean
    Uploads uploads(
            FileShelf shelf,
            FileKeys keys,
            ObjectStore store,
            FileProperties properties,
            UploadLimits limits,
            Clock clock) {
        return new Uploads(shelf, keys, store, new TypeRules(properties.deniedTypes()), limits, clock);
    }

    @Bean
    Downloads downloads(FileShelf shelf, FileKeys keys, ObjectStore store, MeterRegistry registry) {
        return new Downloads(shelf, keys, store, registry);
    }

    @Bean
    Thumbnails thumbnails(
            FileShelf shelf, FileKeys keys, ObjectStore store, FileProperties properties, MeterRegistry registry) {
        var miniature = new Miniature(properties.thumbnailMaxPixels(), properties.thumbnailEdge());
        return new Thumbnails(shelf, keys, store, miniature, registry, properties.thumbnailThreads());
    }

    @Bean
    FileSweep fileSweep(
            FileShelf shelf,
            ObjectStore store,
            Thumbnails thumbnails,
            FileProperties properties,
            MeterRegistry registry,
            Clock clock) {
        return new FileSweep(shelf, store, thumbnails, registry, clock, properties.uploadTtl());
    }

    @Bean
    SchedulingConfigurer fileSweeps(FileSweep sweep, FilePurge purge, FileProperties properties) {
        return tasks -> {
            tasks.addFixedDelayTask(sweep::run, properties.sweepEvery());
            tasks.addFixedDelayTask(purge::sweep, properties.sweepEvery());
            tasks.addFixedDelayTask(sweep::leftovers, LEFTOVERS_EVERY);
        };
    }
}
