package dev.calima.batch.export;

import dev.calima.sql.type.QualityRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Apache Parquet, packed with gzip by the JDK; the same columns as the text. */
@SuppressWarnings("deprecation") // some methods that the library wants still name Hadoop's configuration
final class ParquetExport implements ExportWriter {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message observation {
              required binary station (STRING);
              required binary parameter (STRING);
              required int64 period_start (TIMESTAMP(MILLIS,true));
              required int64 period_end (TIMESTAMP(MILLIS,true));
              optional float value;
              required binary unit (STRING);
              required int32 validity;
              required int32 verification;
              required binary quality (STRING);
            }
            """);

    /** What lies in the heap before it is written. */
    private static final long GROUP_BYTES = 8L << 20;

    private final ParquetWriter<ExportRow> writer;

    ParquetExport(Path file, ExportYear year) throws IOException {
        writer = new Builder(new LocalOutputFile(file), year)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new GzipCodecs())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withRowGroupSize(GROUP_BYTES)
                .build();
    }

    @Override
    public void write(ExportRow row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<ExportRow, Builder> {

        private final ExportYear year;

        Builder(OutputFile file, ExportYear year) {
            super(file);
            this.year = year;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<ExportRow> getWriteSupport(Configuration unused) {
            return new Rows(year);
        }

        @Override
        protected WriteSupport<ExportRow> getWriteSupport(ParquetConfiguration unused) {
            return new Rows(year);
        }
    }

    /** Lays a row out as the columns of the schema. */
    private static final class Rows extends WriteSupport<ExportRow> {

        private final Binary parameter;
        private final Binary unit;
        private RecordConsumer out;

        @SuppressWarnings("NullAway.Init") // the library gives the consumer before the first row
        Rows(ExportYear year) {
            parameter = Binary.fromString(year.parameter());
            unit = Binary.fromString(year.unit());
        }

        @Override
        public WriteContext init(Configuration unused) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration unused) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(ExportRow row) {
            out.startMessage();
            field(0, () -> out.addBinary(Binary.fromString(row.station())));
            field(1, () -> out.addBinary(parameter));
            field(2, () -> out.addLong(row.start().toEpochMilli()));
            field(3, () -> out.addLong(row.end().toEpochMilli()));
            Float value = row.value();
            if (value != null) {
                field(4, () -> out.addFloat(value));
            }
            field(5, () -> out.addBinary(unit));
            field(6, () -> out.addInteger(row.validity()));
            field(7, () -> out.addInteger(row.verification()));
            field(8, () -> out.addBinary(Binary.fromString(String.join(" ", QualityRule.codes(row.quality())))));
            out.endMessage();
        }

        private void field(int index, Runnable value) {
            String name = SCHEMA.getFieldName(index);
            out.startField(name, index);
            value.run();
            out.endField(name, index);
        }
    }
}
