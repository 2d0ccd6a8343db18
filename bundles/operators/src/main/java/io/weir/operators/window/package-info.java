/**
 * Windowed aggregation by panes.
 *
 * <p>A pane is the greatest piece of time that no window cuts: of 30 s windows that slide by 10 s
 * it is 10 s. A row is added to one pane; a window is made of its panes when it becomes final.
 *
 * <pre>
 *   size 30 s, slide 10 s        panes   [0,10) [10,20) [20,30) [30,40)
 *   window [-10,20)  ends at 20           ####### ########
 *   window [0,30)    ends at 30           ####### ######## ########
 *   window [10,40)   ends at 40                   ######## ######## ########
 *   a row at 15 when the watermark is 25: added, for the windows ending at 30 and 40 (partly late)
 *   a row at 15 when the watermark is 40: late
 * </pre>
 */
@NullMarked
package io.weir.operators.window;

import org.jspecify.annotations.NullMarked;
