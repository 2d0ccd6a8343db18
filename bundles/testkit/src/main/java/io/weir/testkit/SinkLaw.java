package io.weir.testkit;

/** What a sink can be seen to break. */
enum SinkLaw implements Sentence {
  PURE("Sink", "it is a pure function, so that a replay gives the same bytes"),
  ENCODES("Sink", "encode is called by the pipeline's thread, at any time, also before start."),
  BLOCKS("Sink", "They may block for 100 ms, not longer."),
  CLOSES("Sink", "close by the sink's thread, at any time."),
  THROWS("Sink", "A method that throws takes the sink down"),
  ORDER("Sink", "deliver hands those bytes over, in order, after the commit"),
  APPENDS("Sink.encode", "receives the bytes, behind those that it holds"),
  CUT_BACK(
      "Sink.start", "the position of the last durable confirmation, to cut the target back to"),
  VALID("Sink.deliver", "valid until this method returns"),
  REFUSED("Sink.deliver", "false when there is no room now (a full window, no connection)"),
  FLUSHES(
      "Sink.flush",
      "Nothing more waits now: send what was held back to fill a message or a disk block."),
  FORWARD("Sink.confirmed", "Never runs backwards in one instance."),
  BEGINNING(
      "Sink.confirmed",
      "A sink whose target had content before its first row (an existing file) confirms sequence 0"
          + " with its position as soon as start was called without one"),
  CONFIRMED("Confirmation.sequence", "the last row that it and all before it are confirmed"),
  OWNED("Confirmation.position", "owned by the receiver"),
  READ_ONLY("Delivery.array", "shared, read only"),
  REPLACES("SinkType.canReplace", "true if Delivery.replaces is obeyed"),
  OPEN("SinkType.open", "Must not block and must not connect: that begins with Sink.start."),
  SEVERAL("SinkType", "must be safe for several pipelines at once");

  private final String place;
  private final String text;

  SinkLaw(String place, String text) {
    this.place = place;
    this.text = text;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public String text() {
    return text;
  }
}
