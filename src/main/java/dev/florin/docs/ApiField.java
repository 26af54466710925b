package dev.florin.docs;

import java.util.List;

/**
 * A field of a body, or a parameter.
 *
 * @param type for people: {@code integer}, {@code list of text}
 * @param description HTML; may be empty
 * @param limits what the value has to keep, for people; may be empty
 * @param values those that are possible, if they can be listed
 * @param fields of an object, or of each object of a list
 */
public record ApiField(
        String name,
        String type,
        boolean required,
        String description,
        String limits,
        List<String> values,
        List<ApiField> fields) {}
