/** City protocols for episodes of bad air, such as Madrid's for NO2: their rules, and what they say of measured hours. */
@NullMarked
package dev.calima.api.protocol;

import org.jspecify.annotations.NullMarked;
