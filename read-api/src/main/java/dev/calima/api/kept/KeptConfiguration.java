package dev.calima.api.kept;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Behind the door and the headers that every answer has, before the ETag is made. */
@Configuration(proxyBeanMethods = false)
class KeptConfiguration {

    private static final int BEHIND_THE_DOOR = 4;

    @Bean
    static FilterRegistrationBean<KeptAnswersFilter> keptAnswersFilter(DataVersion data, KeptAnswers kept) {
        FilterRegistrationBean<KeptAnswersFilter> registration =
                new FilterRegistrationBean<>(new KeptAnswersFilter(data, kept));
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(BEHIND_THE_DOOR);
        return registration;
    }
}
