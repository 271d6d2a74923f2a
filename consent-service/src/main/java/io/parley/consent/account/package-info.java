/// Which accounts of the token issuer are which people.
@NullMarked
package io.parley.consent.account;

import org.jspecify.annotations.NullMarked;
