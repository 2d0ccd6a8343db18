/** Static tables read from CSV and JSON files: whole or refused. */
@NullMarked
package io.weir.formats.table;

import org.jspecify.annotations.NullMarked;
