package io.parley.local.cli;

import io.parley.local.seed.LocalTokens;
import java.util.List;
import java.util.Set;

/// An access token of a demo person.
final class Token implements Command {

    private static final int SECONDS = 3600;

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of(), Set.of("--seconds"));
        LocalTokens tokens = new LocalTokens(session.region().issuer());
        session.say(tokens.ofPerson(arguments.onlyWord("person"), arguments.number("--seconds", SECONDS)));
        return 0;
    }
}
