package io.parley.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/// Gives a `@SpringBootTest` real stores, a fresh database, a token issuer and (except for consent-service itself) a
/// keys endpoint. Stores are shared by all tests of the JVM, databases are not.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ContextConfiguration(initializers = StoresInitializer.class)
public @interface WithStores {}
