/** What the tests of the connectors share. */
@NullMarked
package io.weir.connectors;

import org.jspecify.annotations.NullMarked;
