/** Writes trained models as compact, versioned bytes and reads them back. Does not know where the bytes are kept. */
@NullMarked
package dev.calima.forecasting.store;

import org.jspecify.annotations.NullMarked;
