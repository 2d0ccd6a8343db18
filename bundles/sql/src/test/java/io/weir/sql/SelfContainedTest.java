package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bundle brings its parser along: neither Spark nor Scala nor ANTLR need be on the class path.
 */
class SelfContainedTest {

  private static final String SPARK = "org.apache.spark.sql.catalyst.parser.";

  @Test
  void shouldParseWithNothingOfSparkOnTheClassPath() throws Exception {
    try (URLClassLoader bare =
        new URLClassLoader(ownClassPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> parser = bare.loadClass("io.weir.sql.parser.SqlParser");
      Object tree =
          parser.getMethod("parse", String.class).invoke(null, "SELECT a FROM r WHERE b > 3");

      assertThat(tree.getClass().getName()).isEqualTo(SPARK + "SqlBaseParser$QueryContext");
      assertThat(tree.getClass().getClassLoader()).isSameAs(bare);
      assertThatThrownBy(() -> bare.loadClass(SPARK + "ParseException"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> bare.loadClass("scala.Option"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(bare.getResource("META-INF/licenses/antlr4-runtime.txt")).isNotNull();
    }
  }

  /** The class path of the tests without Spark's jar and ANTLR's. */
  private static URL[] ownClassPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(entry).getName();
      if (!name.startsWith("spark-sql-api") && !name.startsWith("antlr4-runtime")) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
