/** YAML 1.2 as a tree in which every node knows its place in the file. */
@NullMarked
package io.weir.pipeline.yaml;

import org.jspecify.annotations.NullMarked;
