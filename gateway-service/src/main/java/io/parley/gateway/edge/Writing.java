package io.parley.gateway.edge;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Which requests say something to others. Read marks say no more than reading does.
final class Writing {

    private static final String CONVERSATIONS = "/v1/conversations";
    private static final String FILES = "/v1/files";
    private static final String READ_MARK = "/read";

    private Writing() {}

    static boolean is(ServerHttpRequest request) {
        HttpMethod method = request.getMethod();
        return !method.equals(HttpMethod.GET)
                && !method.equals(HttpMethod.HEAD)
                && !method.equals(HttpMethod.OPTIONS)
                && isAboutContent(request.getPath().pathWithinApplication().value());
    }

    private static boolean isAboutContent(String path) {
        return (path.startsWith(CONVERSATIONS) || path.startsWith(FILES)) && !path.endsWith(READ_MARK);
    }
}
