/** The forecasting algorithms, one file each with its source and formulas. Choosing between them, error bars and scores live elsewhere. */
@NullMarked
package dev.calima.forecasting.model;

import org.jspecify.annotations.NullMarked;
