package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import java.util.UUID;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets paths and parameters carry ids as types; the OpenAPI document shows them as the UUIDs that they are.
@Configuration(proxyBeanMethods = false)
class PathIds implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig()
                .replaceWithClass(ConversationId.class, UUID.class)
                .replaceWithClass(PersonId.class, UUID.class)
                .replaceWithClass(MessageId.class, UUID.class);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, ConversationId.class, ConversationId::parse);
        registry.addConverter(String.class, PersonId.class, PersonId::parse);
        registry.addConverter(String.class, MessageId.class, MessageId::parse);
    }
}
