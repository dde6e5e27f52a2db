package dev.calima.api.web;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires what every endpoint shares. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private static final String DATA = "/v1/*";

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new TimeText());
        registry.addConverter(String.class, StationCode.class, StationCode::new);
        registry.addConverter(String.class, ParameterCode.class, ParameterCode::new);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParametersInterceptor()).addPathPatterns("/v1/**");
    }

    @Bean
    static JsonMapperBuilderCustomizer finiteNumbers() {
        return builder -> builder.addModule(new FiniteNumbers());
    }

    @Bean
    static FilterRegistrationBean<Filter> securityHeaders(@Value("${calima.operator-url:}") String operator) {
        FilterRegistrationBean<Filter> registration = filter(new SecurityHeadersFilter(operator), "/*", 1);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    static FilterRegistrationBean<Filter> openToOtherSites() {
        return filter(new OpenToOtherSitesFilter(), DATA, 2);
    }

    @Bean
    static FilterRegistrationBean<Filter> etag() {
        return filter(new EtagFilter(), DATA, 5);
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcatToo() {
        return factory -> factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemReportValve.class.getName()));
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, String path, int order) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(path);
        registration.setOrder(order);
        return registration;
    }
}
