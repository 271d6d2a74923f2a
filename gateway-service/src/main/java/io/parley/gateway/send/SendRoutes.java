package io.parley.gateway.send;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// The calls under `/v1/conversations` that the gateway answers itself. Functional, because a router that does not
/// match
/// lets the request go on to message-service, where an annotated controller would answer 405.
@Configuration(proxyBeanMethods = false)
class SendRoutes {

    private static final String MESSAGES = "/v1/conversations/{conversationId}/messages";
    private static final String MESSAGE = MESSAGES + "/{messageId}";
    private static final String REACTION = MESSAGE + "/reactions/{emoji}";

    @Bean
    RouterFunction<ServerResponse> messageCalls(SendCalls calls) {
        return RouterFunctions.route()
                .POST(MESSAGES, calls::post)
                .PUT(MESSAGE, calls::edit)
                .DELETE(MESSAGE, calls::recall)
                .PUT(REACTION, calls::react)
                .DELETE(REACTION, calls::unreact)
                .build();
    }
}
