/** How a series is over the hours of the day, the days of the week, the months of the year. */
@NullMarked
package dev.calima.api.profile;

import org.jspecify.annotations.NullMarked;
