/** Relations, joins, selections and aggregations: parse tree to plan. */
@NullMarked
package io.weir.sql.query;

import org.jspecify.annotations.NullMarked;
