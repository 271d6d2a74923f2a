package io.parley.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// Points a service at the test stores before its context starts.
final class StoresInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String service = context.getEnvironment().getRequiredProperty("parley.service");
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test stores", properties(service, context)));
    }

    private static Map<String, Object> properties(String service, ConfigurableApplicationContext context) {
        Stores stores = Stores.shared();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.kafka.bootstrap-servers", stores.kafka());
        properties.put("spring.data.redis.host", stores.redisHost());
        properties.put("spring.data.redis.port", stores.redisPort());
        properties.put("parley.topics.partitions", 3);
        properties.put("parley.oidc.issuer", TestIssuer.shared().issuer());
        properties.put("parley.oidc.client-secret", "test");
        properties.put("server.port", 0);
        properties.put("management.server.port", 0);
        if (!service.equals("consent")) {
            properties.put("parley.services.consent", TestKeys.shared().address());
        }
        if (context.getEnvironment().getProperty("parley.test.database", Boolean.class, hasDatabase(service))) {
            TestDatabase database = TestDatabase.create(service);
            context.getBeanFactory().registerSingleton("testDatabase", database);
            properties.put("spring.datasource.url", database.url());
            properties.put("spring.datasource.password", TestDatabase.PASSWORD);
            properties.put("spring.flyway.password", TestDatabase.PASSWORD);
        }
        return properties;
    }

    private static boolean hasDatabase(String service) {
        return !service.equals("gateway") && !service.equals("presence");
    }
}
