package io.weir.pipeline;

import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.TableType;
import io.weir.api.format.FormatType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.api.function.GroupStateType;
import io.weir.operators.function.Functions;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The types that pipelines may name: kinds of sources, sinks, tables and formats, functions,
 * aggregates and functions with state.
 *
 * <p>Thread: immutable, any.
 */
public final class TypeRegistry {

  private final Map<String, SourceType> sources;
  private final Map<String, SinkType> sinks;
  private final Map<String, TableType> tables;
  private final Map<String, FormatType> formats;
  private final Map<String, FunctionType> functions;
  private final Map<String, AggregateType<?>> aggregates;
  private final Map<String, GroupStateType<?>> groupStates;
  private final Map<String, String> versions;

  private TypeRegistry(Builder builder) {
    sources = new TreeMap<>(builder.sources);
    sinks = new TreeMap<>(builder.sinks);
    tables = new TreeMap<>(builder.tables);
    formats = new TreeMap<>(builder.formats);
    functions = new TreeMap<>(builder.functions);
    aggregates = new TreeMap<>(builder.aggregates);
    groupStates = new TreeMap<>(builder.groupStates);
    versions = new TreeMap<>(builder.versions);
  }

  /**
   * A registry with nothing in it yet.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * All types that the class path brings.
   *
   * @return what {@link ServiceLoader} finds with the class loader of this class and that of the
   *     thread
   */
  public static TypeRegistry load() {
    Builder builder = builder().services(TypeRegistry.class.getClassLoader());
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return (context == null ? builder : builder.services(context)).build();
  }

  /**
   * A kind of source.
   *
   * @param name the word after {@code type:}
   * @return null if there is none
   */
  public @Nullable SourceType source(String name) {
    return sources.get(name);
  }

  /**
   * A kind of sink.
   *
   * @param name the word after {@code type:}
   * @return null if there is none
   */
  public @Nullable SinkType sink(String name) {
    return sinks.get(name);
  }

  /**
   * A kind of table.
   *
   * @param name the word after {@code type:}
   * @return null if there is none
   */
  public @Nullable TableType table(String name) {
    return tables.get(name);
  }

  /**
   * A format.
   *
   * @param name the word after {@code format:}
   * @return null if there is none
   */
  public @Nullable FormatType format(String name) {
    return formats.get(name);
  }

  /**
   * The functions that SQL may call.
   *
   * @return Weir's own with these
   */
  public Functions catalog() {
    return Functions.with(functions.values(), aggregates.values(), groupStates.values());
  }

  /**
   * All kinds of sources.
   *
   * @return by name, unmodifiable
   */
  public Collection<SourceType> sources() {
    return Collections.unmodifiableCollection(sources.values());
  }

  /**
   * All kinds of sinks.
   *
   * @return by name, unmodifiable
   */
  public Collection<SinkType> sinks() {
    return Collections.unmodifiableCollection(sinks.values());
  }

  /**
   * All kinds of tables.
   *
   * @return by name, unmodifiable
   */
  public Collection<TableType> tables() {
    return Collections.unmodifiableCollection(tables.values());
  }

  /**
   * All formats.
   *
   * @return by name, unmodifiable
   */
  public Collection<FormatType> formats() {
    return Collections.unmodifiableCollection(formats.values());
  }

  /**
   * All functions beside Weir's own.
   *
   * @return by name, unmodifiable
   */
  public Collection<FunctionType> functions() {
    return Collections.unmodifiableCollection(functions.values());
  }

  /**
   * All aggregates beside Weir's own.
   *
   * @return by name, unmodifiable
   */
  public Collection<AggregateType<?>> aggregates() {
    return Collections.unmodifiableCollection(aggregates.values());
  }

  /**
   * All functions with state.
   *
   * @return by name, unmodifiable
   */
  public Collection<GroupStateType<?>> groupStates() {
    return Collections.unmodifiableCollection(groupStates.values());
  }

  /**
   * The version of a function or aggregate, so that a change of its code is a change of the
   * pipeline.
   *
   * @param function its name, in any case
   * @return as it was given to the builder; empty for none
   */
  public String functionVersion(String function) {
    return versions.getOrDefault(key(function), "");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Gathers types. Of two types of one name the one added first stays.
   *
   * <p>Thread: one at a time.
   */
  public static final class Builder {

    private final Map<String, SourceType> sources = new TreeMap<>();
    private final Map<String, SinkType> sinks = new TreeMap<>();
    private final Map<String, TableType> tables = new TreeMap<>();
    private final Map<String, FormatType> formats = new TreeMap<>();
    private final Map<String, FunctionType> functions = new TreeMap<>();
    private final Map<String, AggregateType<?>> aggregates = new TreeMap<>();
    private final Map<String, GroupStateType<?>> groupStates = new TreeMap<>();
    private final Map<String, String> versions = new TreeMap<>();

    private Builder() {}

    /**
     * Adds a kind of source.
     *
     * @param type the kind
     * @return this
     */
    public Builder source(SourceType type) {
      sources.putIfAbsent(type.name(), type);
      return this;
    }

    /**
     * Adds a kind of sink.
     *
     * @param type the kind
     * @return this
     */
    public Builder sink(SinkType type) {
      sinks.putIfAbsent(type.name(), type);
      return this;
    }

    /**
     * Adds a kind of table.
     *
     * @param type the kind
     * @return this
     */
    public Builder table(TableType type) {
      tables.putIfAbsent(type.name(), type);
      return this;
    }

    /**
     * Adds a format.
     *
     * @param type the format
     * @return this
     */
    public Builder format(FormatType type) {
      formats.putIfAbsent(type.name(), type);
      return this;
    }

    /**
     * Adds a function.
     *
     * @param type the function
     * @param version changes with its code, such as the version of its bundle
     * @return this
     */
    public Builder function(FunctionType type, String version) {
      if (functions.putIfAbsent(key(type.name()), type) == null) {
        versions.put(key(type.name()), version);
      }
      return this;
    }

    /**
     * Adds an aggregate.
     *
     * @param type the aggregate
     * @param version changes with its code, such as the version of its bundle
     * @return this
     */
    public Builder aggregate(AggregateType<?> type, String version) {
      if (aggregates.putIfAbsent(key(type.name()), type) == null) {
        versions.put(key(type.name()), version);
      }
      return this;
    }

    /**
     * Adds a function with state.
     *
     * @param type the function
     * @param version changes with its code, such as the version of its bundle
     * @return this
     */
    public Builder groupState(GroupStateType<?> type, String version) {
      if (groupStates.putIfAbsent(key(type.name()), type) == null) {
        versions.put(key(type.name()), version);
      }
      return this;
    }

    /**
     * Adds all types of another registry.
     *
     * @param other whose types are added
     * @return this
     */
    public Builder all(TypeRegistry other) {
      other.sources().forEach(this::source);
      other.sinks().forEach(this::sink);
      other.tables().forEach(this::table);
      other.formats().forEach(this::format);
      other.functions().forEach(f -> function(f, other.functionVersion(f.name())));
      other.aggregates().forEach(a -> aggregate(a, other.functionVersion(a.name())));
      other.groupStates().forEach(s -> groupState(s, other.functionVersion(s.name())));
      return this;
    }

    /**
     * Adds all types that {@link ServiceLoader} finds.
     *
     * @param loader where to look
     * @return this
     */
    public Builder services(ClassLoader loader) {
      ServiceLoader.load(SourceType.class, loader).forEach(this::source);
      ServiceLoader.load(SinkType.class, loader).forEach(this::sink);
      ServiceLoader.load(TableType.class, loader).forEach(this::table);
      ServiceLoader.load(FormatType.class, loader).forEach(this::format);
      ServiceLoader.load(FunctionType.class, loader)
          .forEach(type -> function(type, implementationVersion(type)));
      ServiceLoader.load(AggregateType.class, loader)
          .forEach(type -> aggregate((AggregateType<?>) type, implementationVersion(type)));
      ServiceLoader.load(GroupStateType.class, loader)
          .forEach(type -> groupState((GroupStateType<?>) type, implementationVersion(type)));
      return this;
    }

    /**
     * The registry.
     *
     * @return immutable
     */
    public TypeRegistry build() {
      return new TypeRegistry(this);
    }

    private static String implementationVersion(Object type) {
      String version = type.getClass().getPackage().getImplementationVersion();
      return version == null ? "" : version;
    }
  }
}
