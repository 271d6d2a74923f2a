/// SCIM 2.0 (RFC 7643, RFC 7644) for the one provisioning client that may write people.
@NullMarked
package io.parley.consent.scim;

import org.jspecify.annotations.NullMarked;
