package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import java.util.List;

final class Bench implements Command {
    @Override
    public int run(Session session, List<String> given) {
        throw new CommandFailed(CommandFailed.FAILED, "bench " + given);
    }
}
