/** Tests. */
@NullMarked
package io.weir.connectors.file;

import org.jspecify.annotations.NullMarked;
