package dev.calima.bench.kill;

/**
 * One thing that is to go wrong.
 *
 * @param kind what
 * @param afterCommits how many chunks the life in question may commit before, 0 and more
 * @param afterMicros how long after that, in microseconds
 */
record PlannedFault(FaultKind kind, int afterCommits, int afterMicros) {

    @Override
    public String toString() {
        return kind + " after " + afterCommits + " commits and " + afterMicros + " us";
    }
}
