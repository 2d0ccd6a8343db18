/** Code of a bundle, which fails in every way. */
@NullMarked
package com.example.plant;

import org.jspecify.annotations.NullMarked;
