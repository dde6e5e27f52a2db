/**
 * The whole promise, tried as a user would: the published files go in, the API and the portal come out, and whatever
 * stops it, it comes back. Only processes, HTTP and a browser here; what one class does is tested in its own module.
 */
@NullMarked
package dev.calima.e2e;

import org.jspecify.annotations.NullMarked;
