/** From rows to the ids of their groups. */
@NullMarked
package io.weir.operators.group;

import org.jspecify.annotations.NullMarked;
