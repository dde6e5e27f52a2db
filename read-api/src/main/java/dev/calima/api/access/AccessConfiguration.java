package dev.calima.api.access;

import dev.calima.api.web.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the door before everything with data: after the headers that every answer has, before what makes answers. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final int AFTER_CORS = 3;

    @Bean
    static FilterRegistrationBean<AccessFilter> access(
            AccessSettings settings, Gate gate, Quotas quotas, KeyUse use, ProblemWriter problems) {
        FilterRegistrationBean<AccessFilter> registration =
                new FilterRegistrationBean<>(new AccessFilter(settings, gate, quotas, use, problems));
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(AFTER_CORS);
        return registration;
    }
}
