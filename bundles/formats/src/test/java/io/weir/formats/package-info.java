/** What the tests of the formats share. */
@NullMarked
package io.weir.formats;

import org.jspecify.annotations.NullMarked;
