package dev.calima.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that an endpoint does not know, that come twice, that are empty or that no text has. */
class KnownParametersInterceptor implements HandlerInterceptor {

    private final Map<HandlerMethod, List<String>> knownByEndpoint = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod endpoint) {
            List<String> known = knownByEndpoint.computeIfAbsent(endpoint, KnownParametersInterceptor::known);
            List<ParameterError> errors = errors(request.getParameterMap(), known);
            if (!errors.isEmpty()) {
                throw RequestProblem.invalid(errors);
            }
        }
        return true;
    }

    private static List<String> known(HandlerMethod endpoint) {
        return Arrays.stream(endpoint.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(KnownParametersInterceptor::name)
                .toList();
    }

    private static String name(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        String given = annotation == null ? "" : annotation.name();
        return given.isEmpty() ? parameter.getParameter().getName() : given;
    }

    private static List<ParameterError> errors(Map<String, String[]> given, List<String> known) {
        List<ParameterError> errors = new ArrayList<>();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                errors.add(new ParameterError(
                        name,
                        known.isEmpty()
                                ? "is not known here; this path takes no parameters"
                                : "is not known here; known are " + String.join(", ", known)));
            } else if (values.length > 1) {
                errors.add(new ParameterError(name, "is given " + values.length + " times; give it once"));
            } else if (values[0].isBlank()) {
                errors.add(new ParameterError(name, "is empty; give a value or leave it out"));
            } else if (values[0].chars().anyMatch(Character::isISOControl)) {
                errors.add(new ParameterError(name, "has a control character"));
            }
        });
        return errors;
    }
}
