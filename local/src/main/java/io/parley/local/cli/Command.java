package io.parley.local.cli;

import java.util.List;

/// One command of `./parley`.
interface Command {

    /// @return the exit code
    int run(Session session, List<String> arguments);
}
