/** The AWS stack: one construct a file, put together by {@link dev.calima.deploy.CalimaStack} from the top down. */
@NullMarked
package dev.calima.deploy;

import org.jspecify.annotations.NullMarked;
