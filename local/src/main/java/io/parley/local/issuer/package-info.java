/// The sign-in of a local region: OpenID Connect with the demo people, whose passwords are their names.
/// It must never run anywhere but on a developer's machine.
@NullMarked
package io.parley.local.issuer;

import org.jspecify.annotations.NullMarked;
