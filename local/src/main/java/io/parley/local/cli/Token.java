package io.parley.local.cli;

import io.parley.local.region.Secrets;
import io.parley.local.seed.LocalTokens;
import java.util.List;
import java.util.Set;

/// An access token of a demo person, or of the outside archive that reads the feed.
final class Token implements Command {

    private static final int SECONDS = 3600;

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of(), Set.of("--seconds"));
        LocalTokens tokens = new LocalTokens(session.region().issuer());
        String who = arguments.onlyWord("person");
        session.say(
                who.equals(Secrets.FEED_CLIENT)
                        ? tokens.ofClient(who, new Secrets(session.region().secret()).client(who), "archive.feed")
                        : tokens.ofPerson(who, arguments.number("--seconds", SECONDS)));
        return 0;
    }
}
