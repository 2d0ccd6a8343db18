/** Types as services, the deploy folder and reconcile. */
@NullMarked
package io.weir.osgi;

import org.jspecify.annotations.NullMarked;
