package io.parley.benchmarks;

import io.parley.benchmarks.socket.FrameKind;
import io.parley.benchmarks.socket.Loop;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.SocketEvents;
import io.parley.benchmarks.socket.Wire;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One client's place at the gateway. Who is turned away before their welcome tries again after a pause, as the SDK
/// does. Belongs to the loop.
final class Seat implements SocketEvents {

    private final Loop loop;
    private final String token;
    private final Supplier<byte[]> hello;
    private final SocketEvents guest;
    private final boolean comesBack;
    private final Map<String, Long> setbacks;
    private final Pause pause = new Pause(RandomGenerator.getDefault());
    private Runnable onWelcome = () -> {};
    private @Nullable Wire wire;
    private boolean welcomed;
    private boolean left;

    /// @param hello the first frame, with the cursors of that moment
    /// @param comesBack also after a session that stood
    /// @param setbacks counts why tries failed
    Seat(
            Loop loop,
            String token,
            Supplier<byte[]> hello,
            SocketEvents guest,
            boolean comesBack,
            Map<String, Long> setbacks) {
        this.loop = loop;
        this.token = token;
        this.hello = hello;
        this.guest = guest;
        this.comesBack = comesBack;
        this.setbacks = setbacks;
    }

    void whenWelcome(Runnable action) {
        onWelcome = action;
    }

    boolean isWelcome() {
        return welcomed;
    }

    void take() {
        if (!left) {
            wire = loop.connect(token, hello.get(), this);
        }
    }

    /// Ends the connection for good.
    void leave() {
        left = true;
        drop();
    }

    /// Breaks the connection off; who comes back does so after the first pause.
    void drop() {
        if (wire != null) {
            wire.drop();
        }
    }

    @Override
    public void frame(Wire from, ServerFrame frame, long nanos) {
        guest.frame(from, frame, nanos);
        if (frame.kind() == FrameKind.WELCOME) {
            welcomed = true;
            pause.reset();
            onWelcome.run();
        }
    }

    @Override
    public void closed(Wire from, String why) {
        if (left) {
            return;
        }
        if (!welcomed || comesBack) {
            setbacks.merge(why, 1L, Long::sum);
            loop.after(pause.next(), this::take);
        }
        if (welcomed) {
            welcomed = false;
            guest.closed(from, why);
        }
    }
}
