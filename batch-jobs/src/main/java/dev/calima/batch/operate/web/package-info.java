/** The operator API over HTTP, on loopback and with a key: thin, calls the jobs. Only there while something is served. */
@NullMarked
package dev.calima.batch.operate.web;

import org.jspecify.annotations.NullMarked;
