package io.parley.platform.idempotency;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.web.servlet.HandlerExceptionResolver;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(DataSource.class)
@EnableScheduling
public class IdempotencyAutoConfiguration {

    private static final Duration SWEEP = Duration.ofHours(1);

    @Bean
    IdempotentRequests idempotentRequests(JdbcTemplate jdbc, Clock clock) {
        return new IdempotentRequests(jdbc, clock);
    }

    /// Behind the security chain (order -100): the key belongs to the caller.
    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            IdempotentRequests requests,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver handlerExceptionResolver) {
        var registration = new FilterRegistrationBean<>(new IdempotencyFilter(requests, handlerExceptionResolver));
        registration.addUrlPatterns("/v1/*", "/scim/*");
        registration.setOrder(0);
        return registration;
    }

    @Bean
    SchedulingConfigurer idempotencySweep(IdempotentRequests requests) {
        return tasks -> tasks.addFixedDelayTask(requests::forgetOld, SWEEP);
    }
}
