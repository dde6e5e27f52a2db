package dev.calima.batch.registry;

/** The champion cannot be changed as was asked; the message says why, and what can be done. Nothing was changed. */
public final class ChampionStaysException extends Exception {

    private static final long serialVersionUID = 1L;

    ChampionStaysException(String message) {
        super(message);
    }
}
