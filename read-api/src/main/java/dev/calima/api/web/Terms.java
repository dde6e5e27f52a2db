package dev.calima.api.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;

/**
 * What the publishers of the data in an answer ask for; the meta of answers that have nothing else to say.
 *
 * @param attribution the sentences to show with the data
 * @param licence the licences of the data
 */
@Schema(name = "Terms", description = "What the publishers of the data ask for.")
public record Terms(
        @Schema(description = "The sentences to show with the data.")
        List<String> attribution,

        List<Licence> licence) {

    public static Terms of(Collection<Publication> publications) {
        return new Terms(Publication.attributions(publications), Publication.licences(publications));
    }
}
