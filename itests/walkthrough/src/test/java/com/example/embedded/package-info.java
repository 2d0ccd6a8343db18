/** A program of a user. */
@NullMarked
package com.example.embedded;

import org.jspecify.annotations.NullMarked;
