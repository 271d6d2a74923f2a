/// What people are told and asked: notices, their versions, and whom each is for.
@NullMarked
package io.parley.consent.notice;

import org.jspecify.annotations.NullMarked;
