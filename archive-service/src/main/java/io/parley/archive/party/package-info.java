/// Who took part in which conversation, at which sequence number.
@NullMarked
package io.parley.archive.party;

import org.jspecify.annotations.NullMarked;
