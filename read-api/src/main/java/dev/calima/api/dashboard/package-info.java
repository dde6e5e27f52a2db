/** Leads to the job dashboard, whose pages are static. It shows nothing of its own: the pages ask the operator API. */
@NullMarked
package dev.calima.api.dashboard;

import org.jspecify.annotations.NullMarked;
