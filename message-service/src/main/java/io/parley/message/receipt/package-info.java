/// How far each member has got and read a conversation. Marks come from gateways in batches and over REST one by one;
/// what moved is told to the gateways, each person's where few take part, counts where many do.
@NullMarked
package io.parley.message.receipt;

import org.jspecify.annotations.NullMarked;
