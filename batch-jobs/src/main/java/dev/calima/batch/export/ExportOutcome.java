package dev.calima.batch.export;

/**
 * What an export did.
 *
 * @param years years of a parameter and a network that were published, each in every format
 * @param rows rows of each format
 * @param bytes bytes of all files
 * @param removed replaced files that were taken away
 * @param stopped whether it was told to stop; the next one goes on
 */
public record ExportOutcome(long years, long rows, long bytes, long removed, boolean stopped) {}
