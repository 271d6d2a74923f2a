package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chart.Manifests.PodOf;
import io.parley.platform.kek.KekProperties;
import io.parley.platform.region.ParleyProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/// The application.yaml that the chart writes, bound by the classes that read it in a service.
class ConfigurationTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern MOUNTED = Pattern.compile("/run/parley/(secrets|keys|trust|tls)/([\\w.-]+)");

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void bindsToWhatTheServicesRead(Scenario scenario) throws Exception {
        Manifests region = Chart.render(scenario.values());
        for (PodOf pod : region.services()) {
            Binder binder = binder(region.configuration(pod.component()), "parley.service: " + pod.component());

            assertThat(binder.bind("parley", ParleyProperties.class).get().services())
                    .hasSize(6);
            bindExactly(binder, "parley.kek", KekProperties.class);
            bindExactly(binder, "spring.kafka", KafkaProperties.class);
            bindExactly(binder, "management.opentelemetry.tracing.export.otlp", OtlpTracingProperties.class);
            bindExactly(binder, "spring.ssl", SslProperties.class);
            bindExactly(binder, "spring.data.redis", DataRedisProperties.class);
        }
    }

    private static void bindExactly(Binder binder, String prefix, Class<?> type) {
        binder.bind(prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    /// A placeholder is a file's name in the folder of secrets; a path is a file that is mounted.
    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void namesNoSecretAndNoFileThatIsNotMounted(Scenario scenario) {
        Manifests region = Chart.render(scenario.values());
        for (PodOf pod : region.services()) {
            String configured = region.configuration(pod.component());

            assertThat(pod.files("secrets"))
                    .containsAll(PLACEHOLDER
                            .matcher(configured)
                            .results()
                            .map(found -> found.group(1))
                            .toList());
            MOUNTED.matcher(configured).results().forEach(found -> assertMounted(pod, found));
        }
    }

    private static void assertMounted(PodOf pod, MatchResult found) {
        assertThat(pod.files(found.group(1))).as(pod + ": " + found.group()).contains(found.group(2));
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void reachesItsNeighboursByTheNamesAndPortsTheyHave(Scenario scenario) throws Exception {
        Manifests region = Chart.render(scenario.values());
        Map<String, URI> services = binder(region.configuration("gateway"), "parley.service: gateway")
                .bind("parley", ParleyProperties.class)
                .get()
                .services();

        services.forEach((name, at) -> assertThat(region.of(io.fabric8.kubernetes.api.model.Service.class))
                .anySatisfy(service -> {
                    assertThat(service.getMetadata().getName()).isEqualTo(at.getHost());
                    assertThat(service.getSpec().getPorts())
                            .anySatisfy(port -> assertThat(port.getPort()).isEqualTo(at.getPort()));
                }));
    }

    @Test
    void keepsTheOwnersRoleAwayFromServicesWhenAJobMigrates() {
        Map<String, Object> eu = Values.example("eu");

        assertThat(Yamls.at(Chart.render(eu).configuration("archive"), "spring", "flyway", "enabled"))
                .isEqualTo("false");
        assertThat(Yamls.at(
                        Chart.render(Values.merge(eu, Values.yaml("migrations: {mode: start}")))
                                .configuration("archive"),
                        "spring",
                        "flyway",
                        "enabled"))
                .isEqualTo("true");
    }

    @Test
    void knowsTheAuthorityOfEachStoreWhereOneIsGivenAndAlwaysChecksNames() {
        Manifests cn = Chart.render(Values.example("cn"));
        Manifests us = Chart.render(Values.example("us"));

        assertThat(url(cn)).endsWith("?sslmode=verify-full&sslrootcert=/run/parley/trust/postgresql.crt");
        assertThat(url(us)).endsWith("?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    private static String url(Manifests region) {
        return Yamls.at(region.configuration("message"), "spring", "datasource", "url");
    }

    @Test
    void tracesNothingUnlessThereIsACollector() {
        String[] endpoint = {"management", "opentelemetry", "tracing", "export", "otlp", "endpoint"};
        Map<String, Object> eu = Values.example("eu");
        Map<String, Object> traced = Values.merge(
                eu,
                Values.yaml("{traces: {endpoint: 'https://c.example/v1/traces', sampled: 0.5},"
                        + " networkPolicy: {egress: {traces: {peers: [{ipBlock: {cidr: 10.9.9.8/32}}]}}}}"));

        assertThat(Chart.render(eu).configuration("gateway")).doesNotContain("opentelemetry");
        String configured = Chart.render(traced).configuration("gateway");
        assertThat(Yamls.at(configured, endpoint)).isEqualTo("https://c.example/v1/traces");
        assertThat(Yamls.at(configured, "management", "tracing", "sampling", "probability"))
                .isEqualTo("0.5");
        assertThat(Yamls.at(configured, "management", "server", "port")).isEqualTo("9080");
    }

    @Test
    void whatTheValuesAddWins() {
        Map<String, Object> values = Values.merge(
                Values.example("eu"), Values.yaml("services: {archive: {config: {parley: {region: xx}}}}"));

        assertThat(Yamls.at(Chart.render(values).configuration("archive"), "parley", "region"))
                .isEqualTo("xx");
        assertThat(Yamls.at(Chart.render(values).configuration("gateway"), "parley", "region"))
                .isEqualTo("eu");
    }

    private static Binder binder(String... documents) throws Exception {
        var sources = new MutablePropertySources();
        for (String document : List.of(documents)) {
            for (PropertySource<?> source : new YamlPropertySourceLoader()
                    .load(
                            "document " + sources.size(),
                            new ByteArrayResource(document.getBytes(StandardCharsets.UTF_8)))) {
                sources.addLast(source);
            }
        }
        var lenient = new PropertySourcesPlaceholdersResolver(sources) {
            @Override
            protected String resolvePlaceholder(String placeholder) {
                return "file of " + placeholder;
            }
        };
        return new Binder(ConfigurationPropertySources.from(sources), lenient);
    }
}
