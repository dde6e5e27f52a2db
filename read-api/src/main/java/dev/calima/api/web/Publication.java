package dev.calima.api.web;

import java.util.Collection;
import java.util.List;

/**
 * What a publisher asks of everybody who shows its data on.
 *
 * @param attribution the sentence to show
 * @param licence the licence of the data
 */
public record Publication(String attribution, Licence licence) {

    /** Each attribution once, in order of first appearance. */
    public static List<String> attributions(Collection<Publication> publications) {
        return publications.stream().map(Publication::attribution).distinct().toList();
    }

    /** Each licence once, in order of first appearance. */
    public static List<Licence> licences(Collection<Publication> publications) {
        return publications.stream().map(Publication::licence).distinct().toList();
    }
}
