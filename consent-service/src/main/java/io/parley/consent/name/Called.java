package io.parley.consent.name;

import io.parley.consent.person.Profile;
import java.util.List;

/// What a person is called. Never printed.
record Called(String displayName, String userName, List<String> emails) {

    static Called of(Profile profile) {
        List<String> emails = profile.attributes()
                .path("emails")
                .valueStream()
                .map(email -> email.path("value").asString(""))
                .filter(address -> !address.isEmpty())
                .toList();
        return new Called(profile.displayName(), profile.userName(), emails);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
