package dev.florin.pages;

import dev.florin.members.Permission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a visitor must be allowed to do to come to a page of the portal. Every one of its handlers says so. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {

    Permission value();

    /**
     * Whether the visitor must have proved who they are within the last ten minutes too. Who has not is asked to, and
     * then goes on with the same request.
     */
    boolean recently() default false;

    /** Whether it is for those too who are nobody's member: what people do about themselves. */
    boolean evenOfNobody() default false;
}
