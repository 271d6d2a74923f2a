/// Really destroys what retention made due: messages, their reactions and mentions, and files that nobody else names.
/// archive-service decides, here it is carried out.
@NullMarked
package io.parley.message.purge;

import org.jspecify.annotations.NullMarked;
