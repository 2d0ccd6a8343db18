package io.weir.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Stands in the place of {@code Test} on a method that drives a {@link WeirPipeline}: the test runs
 * through, with a restart after every record, with {@linkplain
 * io.weir.pipeline.BackPressure#ALTERNATE back-pressure on alternate calls}, and with both. A
 * gateway may be stopped and a sink may refuse at any time, so that the same must hold each time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith({EveryWayTemplate.class, HarnessResolver.class})
public @interface EveryWay {}
