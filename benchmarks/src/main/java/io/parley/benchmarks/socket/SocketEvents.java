package io.parley.benchmarks.socket;

/// What happens on one socket. Called on the loop.
public interface SocketEvents {

    /// @param nanos when the bytes were read, by [System#nanoTime()]
    void frame(Wire wire, ServerFrame frame, long nanos);

    /// Called once, whether or not the socket ever stood.
    ///
    /// @param why such as `refused: 401`, a close code, or how the connection broke
    void closed(Wire wire, String why);
}
