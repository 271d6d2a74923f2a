/// Courses: who must complete which, who has, and which roles have no effect until then.
@NullMarked
package io.parley.consent.training;

import org.jspecify.annotations.NullMarked;
