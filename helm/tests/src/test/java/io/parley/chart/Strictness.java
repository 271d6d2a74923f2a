package io.parley.chart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds fields that Kubernetes does not know: the model keeps them apart in `additionalProperties`.
final class Strictness {

    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private final List<String> unknown = new ArrayList<>();

    private Strictness() {}

    static List<String> unknownFields(Object manifest) {
        var strictness = new Strictness();
        if (!(manifest instanceof GenericKubernetesResource)) {
            strictness.walk(manifest.getClass().getSimpleName(), manifest);
        }
        return strictness.unknown;
    }

    private void walk(String path, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Collection<?> many -> many.forEach(one -> walk(path + "[]", one));
            case Map<?, ?> map -> map.forEach((key, one) -> walk(path + "." + key, one));
            default -> {
                if (value.getClass().getName().startsWith(MODEL)
                        && !value.getClass().isEnum()) {
                    walkModel(path, value);
                }
            }
        }
    }

    private void walkModel(String path, Object model) {
        for (Class<?> type = model.getClass(); type.getName().startsWith(MODEL); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    look(path, field, read(field, model));
                }
            }
        }
    }

    private void look(String path, Field field, @Nullable Object value) {
        if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> additional) {
            additional.keySet().forEach(name -> unknown.add(path + "." + name));
        } else {
            walk(path + "." + field.getName(), value);
        }
    }

    private static @Nullable Object read(Field field, Object model) {
        try {
            field.setAccessible(true);
            return field.get(model);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
