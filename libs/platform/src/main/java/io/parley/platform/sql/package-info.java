/// What JDBC does not offer and PostgreSQL does.
@NullMarked
package io.parley.platform.sql;

import org.jspecify.annotations.NullMarked;
