/// What people must answer before they write, as consent-service tells it.
@NullMarked
package io.parley.gateway.notice;

import org.jspecify.annotations.NullMarked;
