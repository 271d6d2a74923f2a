package io.parley.gateway.document;

import io.parley.gateway.edge.Blocking;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class DocumentRoutes {

    @Bean
    RouterFunction<ServerResponse> documentCalls(Documents documents, Blocking blocking) {
        return RouterFunctions.route()
                .GET(
                        "/v1/openapi.json",
                        request -> blocking.call(documents::openApi).flatMap(DocumentRoutes::json))
                .GET("/v1/asyncapi.json", request -> json(Documents.asyncApi()))
                .build();
    }

    private static Mono<ServerResponse> json(byte[] document) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(document);
    }
}
