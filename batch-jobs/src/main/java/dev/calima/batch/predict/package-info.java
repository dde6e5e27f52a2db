/** Issues forecasts with the models that stand in the database. Never fits one. */
@NullMarked
package dev.calima.batch.predict;

import org.jspecify.annotations.NullMarked;
