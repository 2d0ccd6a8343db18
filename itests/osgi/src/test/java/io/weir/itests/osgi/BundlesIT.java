package io.weir.itests.osgi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The bundles of the distribution in a framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {

  @Inject private BundleContext context;

  @Configuration
  public Option[] container() throws IOException {
    return Container.options(BundlesIT.class);
  }

  @Test
  public void shouldStartEveryBundle() {
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      int expected = fragment ? Bundle.RESOLVED : Bundle.ACTIVE;
      assertEquals(bundle + " " + bundle.getState(), expected, bundle.getState());
    }
  }

  @Test
  public void shouldOfferEveryTypeAsAService() throws InvalidSyntaxException {
    new Gateway(context)
        .await(
            "types",
            () -> names(SourceType.class, SourceType::name).size() >= 4,
            () -> names(SourceType.class, SourceType::name).toString());
    assertEquals(
        Set.of("file", "mqtt", "rate", "socket"), names(SourceType.class, SourceType::name));
    assertEquals(
        Set.of("console", "file", "memory", "mqtt"), names(SinkType.class, SinkType::name));
    assertEquals(Set.of("csv", "json"), names(TableType.class, TableType::name));
    assertEquals(Set.of("csv", "json", "text"), names(FormatType.class, FormatType::name));
  }

  @Test
  public void shouldHideItsInsidesFromOtherBundles() throws Exception {
    Bundle open = context.installBundle("test:open", Jars.empty("open", "io.weir.pipeline"));
    open.start();
    assertEquals(Bundle.ACTIVE, open.getState());
    open.uninstall();
    for (String inside : List.of("io.weir.engine.run", "io.weir.store", "io.weir.mqtt")) {
      Bundle intruder = context.installBundle("test:" + inside, Jars.empty("intruder", inside));
      try {
        assertThrows(inside, BundleException.class, intruder::start);
      } finally {
        intruder.uninstall();
      }
    }
  }

  @Test
  public void shouldAnswerToGogo() {
    Gateway gateway = new Gateway(context);
    String status = gateway.status("--json");
    assertTrue(status, status.startsWith("{\"gateway\":\"gw-"));
    assertTrue(status, gateway.status("nothing").contains("no pipeline 'nothing'"));
  }

  private <T> Set<String> names(Class<T> type, Function<T, String> name) {
    try {
      Set<String> names = new TreeSet<>();
      for (ServiceReference<T> reference : context.getServiceReferences(type, null)) {
        names.add(name.apply(context.getService(reference)));
        context.ungetService(reference);
      }
      return names;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(Map.of(type, name).toString(), e);
    }
  }
}
