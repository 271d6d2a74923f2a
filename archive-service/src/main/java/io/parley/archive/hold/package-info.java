/// Legal holds: what nobody may destroy, who said so and on what ground.
@NullMarked
package io.parley.archive.hold;

import org.jspecify.annotations.NullMarked;
