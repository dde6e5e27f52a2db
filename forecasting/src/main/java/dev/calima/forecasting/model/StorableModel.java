package dev.calima.forecasting.model;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FittedModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A fitted model that can be written to bytes: the models of this package. */
public sealed interface StorableModel extends FittedModel
        permits SeasonalNaive.Fitted,
                Climatology.Fitted,
                RidgeDirect.Fitted,
                KnnAnalogue.Fitted,
                CombinedForecaster.Fitted,
                RidgeAnchored.Fitted,
                Theta.Fitted,
                HoltWinters.Fitted {

    /** Writes a tag that tells the kind, then the state. */
    static void write(StorableModel model, DataOutput out) throws IOException {
        switch (model) {
            case SeasonalNaive.Fitted naive -> {
                out.writeByte(1);
                naive.writeTo(out);
            }
            case Climatology.Fitted climatology -> {
                out.writeByte(2);
                climatology.writeTo(out);
            }
            case RidgeDirect.Fitted ridge -> {
                out.writeByte(3);
                ridge.writeTo(out);
            }
            case KnnAnalogue.Fitted knn -> {
                out.writeByte(4);
                knn.writeTo(out);
            }
            case CombinedForecaster.Fitted combined -> {
                out.writeByte(5);
                combined.writeTo(out);
            }
            case RidgeAnchored.Fitted anchored -> {
                out.writeByte(6);
                anchored.writeTo(out);
            }
            case Theta.Fitted theta -> {
                out.writeByte(7);
                theta.writeTo(out);
            }
            case HoltWinters.Fitted holtWinters -> {
                out.writeByte(8);
                holtWinters.writeTo(out);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param dayTypes clock and holidays of the model, stored once for all its parts
     * @throws IOException when the tag is unknown or the bytes end early
     */
    static StorableModel read(DataInput in, DayTypes dayTypes) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 1 -> SeasonalNaive.Fitted.readFrom(in);
            case 2 -> Climatology.Fitted.readFrom(in, dayTypes);
            case 3 -> RidgeDirect.Fitted.readFrom(in, dayTypes);
            case 4 -> KnnAnalogue.Fitted.readFrom(in, dayTypes);
            case 5 -> CombinedForecaster.Fitted.readFrom(in, dayTypes);
            case 6 -> RidgeAnchored.Fitted.readFrom(in, dayTypes);
            case 7 -> Theta.Fitted.readFrom(in);
            case 8 -> HoltWinters.Fitted.readFrom(in);
            default -> throw new IOException("unknown kind of model: " + tag);
        };
    }
}
