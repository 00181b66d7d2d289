package dev.messaging.core.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Tells static analysis, which goes by the name, that a result is there for those who want it. */
@Target(ElementType.METHOD)
public @interface CanIgnoreReturnValue {
}
