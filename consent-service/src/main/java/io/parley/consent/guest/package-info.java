/// Outside people whom an employee invited, for a time.
@NullMarked
package io.parley.consent.guest;

import org.jspecify.annotations.NullMarked;
