/** The tests of testing.md, as a user would write them. */
@NullMarked
package com.example.testing;

import org.jspecify.annotations.NullMarked;
