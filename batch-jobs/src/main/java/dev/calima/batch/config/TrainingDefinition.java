package dev.calima.batch.config;

/**
 * A training profile, as its file in {@code jobs-config/training} describes it.
 *
 * @param name name of the profile
 * @param horizonHours hours ahead
 * @param backtestWindows most past origins used to choose and to calibrate
 */
public record TrainingDefinition(String name, int horizonHours, int backtestWindows) {}
