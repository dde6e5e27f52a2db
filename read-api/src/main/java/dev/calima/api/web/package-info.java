/** What every endpoint shares of HTTP: problems, known parameters, times, headers, the OpenAPI frame. No nouns, no queries. */
@NullMarked
package dev.calima.api.web;

import org.jspecify.annotations.NullMarked;
