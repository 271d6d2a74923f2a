/// Groups of people: departments, mostly. They do not nest.
@NullMarked
package io.parley.consent.group;

import org.jspecify.annotations.NullMarked;
