package io.parley.gateway.limit;

import org.springframework.stereotype.Component;

/// Frames per session. Always local: a session lives on one gateway.
@Component
public final class FrameLimit {

    private final Pace pace;

    FrameLimit(LimitProperties properties) {
        this.pace = properties.frame();
    }

    public TokenBucket bucket() {
        return new TokenBucket(pace, System::nanoTime);
    }
}
