package io.weir.testkit;

/** What a source can be seen to break. */
enum SourceLaw implements Sentence {
  THREAD(
      "Source",
      "All methods are called by the pipeline's thread, one after the other, and none may block"),
  ASKED_AGAIN(
      "Source", "What was polled and not committed will be asked for again by the next instance."),
  CLOSES("Source", "close at any time, also without start."),
  THROWS("Source", "A method that throws takes the source down"),
  ORDER("Source.poll", "Hands over records that have arrived, in order."),
  INTAKE("Source.poll", "stops being of use when this method returns"),
  LIMIT("Source.poll", "the most records to hand over, at least 1"),
  COUNT("Source.poll", "how many were handed over; 0 when there is nothing now"),
  EXHAUSTED("Source.exhausted", "Whether the source will never deliver again"),
  PROGRESS(
      "Source.prepareCommit",
      "Writes what a later instance needs to go on after the records polled so far"),
  CHECKPOINT(
      "Source.checkpoint",
      "Writes the whole position, so that restore of it stands for everything before."),
  CLOSE_TIME("Source.close", "Ends receiving and frees everything, within 5 seconds."),
  LENGTH("Intake.accept", "in bytes, 0 or more"),
  REASON("Intake.reject", "one sentence for people"),
  FATES("Intake.count", "Fate.DUPLICATE or Fate.OVERFLOW"),
  OPEN("SourceType.open", "Must not block and must not connect: that begins with Source.start."),
  SEVERAL("SourceType", "must be safe for several pipelines at once"),
  RATE("SourceType.maxRatePerSecond", "records a second; positive infinity when nothing bounds it");

  private final String place;
  private final String text;

  SourceLaw(String place, String text) {
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
