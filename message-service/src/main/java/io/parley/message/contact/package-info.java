/// Who shares a conversation with whom, and with how many: for the other services, not for clients.
@NullMarked
package io.parley.message.contact;

import org.jspecify.annotations.NullMarked;
