package dev.calima.forecasting.store;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.interval.Calibration;
import dev.calima.forecasting.model.StorableModel;
import dev.calima.forecasting.prepare.SpikeFilter;
import dev.calima.forecasting.train.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Trained models as bytes: {@code "CALM"}, a version, the length and CRC-32 of the body, then the body, big-endian.
 * A decoded model forecasts bit for bit as the one encoded. No class names and no Java serialization are involved.
 */
public final class ModelCodec {

    /** The version written; others are refused. */
    public static final int VERSION = 2;

    private static final int MAGIC = 0x43414C4D;
    private static final int HEADER = 4 + 4 + 4 + 8;
    private static final int MOST_PHASES = 24;

    private ModelCodec() {}

    /** Writes a model. */
    public static byte[] encode(TrainedModel model) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
            writeBody(model, new DataOutputStream(bytes));
            byte[] body = bytes.toByteArray();
            return ByteBuffer.allocate(HEADER + body.length)
                    .putInt(MAGIC)
                    .putInt(VERSION)
                    .putInt(body.length)
                    .putLong(checksum(body))
                    .put(body)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + model.algorithm(), e);
        }
    }

    /**
     * Reads a model.
     *
     * @throws ModelFormatException when the bytes are no model, of another version, cut short or damaged
     */
    public static TrainedModel decode(byte[] bytes) throws ModelFormatException {
        if (bytes.length < HEADER) {
            throw new ModelFormatException("a stored model has " + HEADER + " bytes or more, not " + bytes.length);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (header.getInt() != MAGIC) {
            throw new ModelFormatException("these bytes are not a stored model");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new ModelFormatException("stored model of version " + version + ", this program reads " + VERSION);
        }
        int length = header.getInt();
        long expected = header.getLong();
        if (length != header.remaining()) {
            throw new ModelFormatException(
                    "the stored model should have " + length + " bytes of content, it has " + header.remaining());
        }
        byte[] body = new byte[length];
        header.get(body);
        if (checksum(body) != expected) {
            throw new ModelFormatException("the stored model is damaged: its checksum does not match");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            TrainedModel model = readBody(in);
            if (in.read() >= 0) {
                throw new ModelFormatException("bytes are left behind the stored model");
            }
            return model;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new ModelFormatException("the stored model cannot be read: " + e.getMessage(), e);
        }
    }

    private static long checksum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

    private static void writeBody(TrainedModel model, DataOutputStream out) throws IOException {
        out.writeUTF(model.dayTypes().zone().getId());
        Set<LocalDate> holidays = model.dayTypes().holidays();
        out.writeInt(holidays.size());
        for (LocalDate holiday : holidays) {
            out.writeInt(Math.toIntExact(holiday.toEpochDay()));
        }
        out.writeInt(model.horizon().steps());
        out.writeInt(model.minRecentHours());
        out.writeDouble(model.historicMax());
        out.writeDouble(model.spikes().limit());
        out.writeInt(model.phases().size());
        for (TrainedModel.Phase phase : model.phases()) {
            out.writeByte(phase.originHour());
            StorableModel.write(phase.model(), out);
            phase.calibration().writeTo(out);
            StorableModel.write(phase.fallback(), out);
            phase.fallbackCalibration().writeTo(out);
        }
    }

    private static TrainedModel readBody(DataInputStream in) throws IOException {
        ZoneId zone = ZoneId.of(in.readUTF());
        int count = in.readInt();
        Set<LocalDate> holidays = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            holidays.add(LocalDate.ofEpochDay(in.readInt()));
        }
        DayTypes dayTypes = DayTypes.of(zone, holidays);
        Horizon horizon = new Horizon(in.readInt());
        int minRecentHours = in.readInt();
        double historicMax = in.readDouble();
        SpikeFilter spikes = new SpikeFilter(in.readDouble());
        int size = in.readInt();
        if (size < 1 || size > MOST_PHASES) {
            throw new IOException("impossible number of origin hours " + size);
        }
        List<TrainedModel.Phase> phases = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            phases.add(new TrainedModel.Phase(
                    in.readByte(),
                    StorableModel.read(in, dayTypes),
                    Calibration.readFrom(in),
                    StorableModel.read(in, dayTypes),
                    Calibration.readFrom(in)));
        }
        return TrainedModel.of(dayTypes, horizon, minRecentHours, historicMax, spikes, phases);
    }
}
