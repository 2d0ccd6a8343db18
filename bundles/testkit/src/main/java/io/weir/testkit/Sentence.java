package io.weir.testkit;

/** A sentence of the API's documentation that can be seen to be broken. */
interface Sentence {

  /** Where it stands, such as {@code Source.poll}. */
  String place();

  /** The words, with links as {@code Type.method}. */
  String text();
}
