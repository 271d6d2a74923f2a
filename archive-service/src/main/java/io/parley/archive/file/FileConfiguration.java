package io.parley.archive.file;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parley.platform.files.FilesApi;
import io.parley.platform.identity.ServiceClients;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileProperties.class)
class FileConfiguration {

    private static final Duration LEFTOVERS_EVERY = Duration.ofHours(1);

    @Bean
    FilesApi filesApi(ServiceClients clients) {
        return clients.create(FilesApi.class, "message");
    }

    @Bean
    TextWorkers textWorkers(FileProperties properties) {
        return new TextWorkers(properties.text().limits(), properties.text().workers());
    }

    /// Each on threads of its own: a file takes minutes, and the scheduler has other work.
    @Bean
    SchedulingConfigurer fileWork(CopyWork copies, TextWork texts, FileSweep sweep, FileProperties properties) {
        Crew copying = new Crew("file-copy", properties.copiesAtOnce(), copies::step);
        Crew reading = new Crew("file-read", properties.text().workers(), texts::step);
        return tasks -> {
            tasks.addFixedDelayTask(copying::wake, properties.every());
            tasks.addFixedDelayTask(reading::wake, properties.every());
            tasks.addFixedDelayTask(Crew.once("file-sweep", sweep::run)::wake, properties.sweepEvery());
            tasks.addFixedDelayTask(Crew.once("file-keys", sweep::erased)::wake, properties.keysEvery());
            tasks.addFixedDelayTask(Crew.once("file-leftovers", sweep::leftovers)::wake, LEFTOVERS_EVERY);
        };
    }

    @Bean
    MeterBinder filesWaiting(FileTasks tasks) {
        return registry -> Gauge.builder("parley.archive.files.waiting", tasks, FileTasks::waiting)
                .description("Files of archived messages that still have to be copied or read")
                .register(registry);
    }
}
