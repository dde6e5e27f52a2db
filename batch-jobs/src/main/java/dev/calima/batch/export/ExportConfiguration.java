package dev.calima.batch.export;

import dev.calima.batch.ingest.fetch.StorageSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

/** Which exports area it is. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

    @Bean
    ExportStore exportStore(StorageSettings settings, ObjectProvider<S3Client> client) {
        return settings.exports() == null
                ? new FolderExportStore(settings.exportsFolder())
                : new BucketExportStore(settings.exports(), client::getObject);
    }
}
