/// Follows the sessions that gateways report, keeps them in Redis until they end or fall silent, and tells the gateways
/// when what others may see of a person changes.
@NullMarked
package io.parley.presence.reachability;

import org.jspecify.annotations.NullMarked;
