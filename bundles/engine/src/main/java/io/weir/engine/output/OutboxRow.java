package io.weir.engine.output;

import io.weir.api.connector.Delivery;

/** A row on its way out; the bytes stay valid after delivery. */
record OutboxRow(long sequence, boolean replaces, byte[] array, int offset, int length)
    implements Delivery {}
