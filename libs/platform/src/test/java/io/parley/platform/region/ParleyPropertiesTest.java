package io.parley.platform.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ParleyPropertiesTest {

    @Test
    void theVariablesOfTheEnvironmentDoNotGetInTheWay() {
        ParleyProperties properties = bind(Map.of(
                "PARLEY_KAFKA", "broker:9092",
                "PARLEY_SERVICES_CONSENT_URL", "http://consent:8084",
                "PARLEY_TOPICS_PARTITIONS", "6"));

        assertThat(properties.topics().partitions()).isEqualTo(6);
        assertThat(properties.service()).isEqualTo("message");
    }

    @Test
    void peopleAreFoundByNameUnlessSaidOtherwise() {
        assertThat(bind(Map.of()).oidc().linkBy()).isEqualTo(ParleyProperties.LinkBy.USER_NAME);
        assertThat(bind(Map.of("PARLEY_OIDC_LINKBY", "email")).oidc().linkBy())
                .isEqualTo(ParleyProperties.LinkBy.EMAIL);
    }

    private static ParleyProperties bind(Map<String, Object> variables) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        sources.addLast(new MapPropertySource(
                "application",
                Map.of("parley.service", "message", "parley.region", "eu", "parley.oidc.issuer", "http://issuer")));
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("parley", ParleyProperties.class)
                .get();
    }
}
