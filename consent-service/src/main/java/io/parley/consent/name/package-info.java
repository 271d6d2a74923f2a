/// What people were called, and when: for exports of the archive, where a name of today would mislead.
@NullMarked
package io.parley.consent.name;

import org.jspecify.annotations.NullMarked;
