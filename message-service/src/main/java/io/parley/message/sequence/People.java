package io.parley.message.sequence;

import io.parley.contracts.PersonId;

/// Who is registered here.
@FunctionalInterface
interface People {

    boolean knows(PersonId person);
}
