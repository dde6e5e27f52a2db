package dev.calima.api.crowd;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Before everything that costs something, the look at who asks too. */
@Configuration(proxyBeanMethods = false)
class CrowdConfiguration {

    private static final int WITH_CORS = 2;

    @Bean
    static FilterRegistrationBean<CrowdFilter> crowdFilter(WaitingRequests waiting) {
        FilterRegistrationBean<CrowdFilter> registration = new FilterRegistrationBean<>(new CrowdFilter(waiting));
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(WITH_CORS);
        return registration;
    }
}
