/** Where is measured: stations and what they measure. No values. */
@NullMarked
package dev.calima.api.station;

import org.jspecify.annotations.NullMarked;
