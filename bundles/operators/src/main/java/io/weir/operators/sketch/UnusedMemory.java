package io.weir.operators.sketch;

import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.apache.datasketches.memory.Buffer;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.memory.MemoryRequestServer;
import org.apache.datasketches.memory.Resource;
import org.apache.datasketches.memory.WritableBuffer;
import org.apache.datasketches.memory.WritableMemory;

/** What the library's interface of a memory has, and none of the sketches here asks for. */
abstract class UnusedMemory implements WritableMemory {

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no sketch of Weir uses this");
  }

  @Override
  public MemoryRequestServer getMemoryRequestServer() {
    throw unused();
  }

  @Override
  public boolean hasMemoryRequestServer() {
    throw unused();
  }

  @Override
  public void setMemoryRequestServer(MemoryRequestServer a) {
    throw unused();
  }

  @Override
  public void close() {
    throw unused();
  }

  @Override
  public boolean isCloseable() {
    throw unused();
  }

  @Override
  public boolean equalTo(long a, Resource b, long c, long d) {
    throw unused();
  }

  @Override
  public void force() {
    throw unused();
  }

  @Override
  public long getRelativeOffset() {
    throw unused();
  }

  @Override
  public ByteOrder getTypeByteOrder() {
    throw unused();
  }

  @Override
  public boolean hasByteBuffer() {
    throw unused();
  }

  @Override
  public boolean isByteOrderCompatible(ByteOrder a) {
    throw unused();
  }

  @Override
  public boolean isDuplicate() {
    throw unused();
  }

  @Override
  public boolean isHeap() {
    throw unused();
  }

  @Override
  public boolean isLoaded() {
    throw unused();
  }

  @Override
  public boolean isMemory() {
    throw unused();
  }

  @Override
  public boolean isMapped() {
    throw unused();
  }

  @Override
  public boolean isNonNativeOrder() {
    throw unused();
  }

  @Override
  public boolean isReadOnly() {
    throw unused();
  }

  @Override
  public boolean isRegionView() {
    throw unused();
  }

  @Override
  public boolean isSameResource(Resource a) {
    throw unused();
  }

  @Override
  public boolean isAlive() {
    throw unused();
  }

  @Override
  public void load() {
    throw unused();
  }

  @Override
  public String toString(String a, long b, int c, boolean d) {
    throw unused();
  }

  @Override
  public long xxHash64(long a, long b, long c) {
    throw unused();
  }

  @Override
  public long xxHash64(long a, long b) {
    throw unused();
  }

  @Override
  public Memory region(long a, long b, ByteOrder c) {
    throw unused();
  }

  @Override
  public Buffer asBuffer(ByteOrder a) {
    throw unused();
  }

  @Override
  public boolean getBoolean(long a) {
    throw unused();
  }

  @Override
  public char getChar(long a) {
    throw unused();
  }

  @Override
  public void getCharArray(long a, char[] b, int c, int d) {
    throw unused();
  }

  @Override
  public float getFloat(long a) {
    throw unused();
  }

  @Override
  public void getFloatArray(long a, float[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void getLongArray(long a, long[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void getShortArray(long a, short[] b, int c, int d) {
    throw unused();
  }

  @Override
  public int compareTo(long a, long b, Memory c, long d, long e) {
    throw unused();
  }

  @Override
  public void copyTo(long a, WritableMemory b, long c, long d) {
    throw unused();
  }

  @Override
  public void writeTo(long a, long b, WritableByteChannel c) {
    throw unused();
  }

  @Override
  public WritableMemory writableRegion(long a, long b, ByteOrder c) {
    throw unused();
  }

  @Override
  public WritableBuffer asWritableBuffer(ByteOrder a) {
    throw unused();
  }

  @Override
  public void putBoolean(long a, boolean b) {
    throw unused();
  }

  @Override
  public void putChar(long a, char b) {
    throw unused();
  }

  @Override
  public void putCharArray(long a, char[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void putFloat(long a, float b) {
    throw unused();
  }

  @Override
  public void putFloatArray(long a, float[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void putLongArray(long a, long[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void putShortArray(long a, short[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void clear() {
    throw unused();
  }

  @Override
  public void clearBits(long a, byte b) {
    throw unused();
  }

  @Override
  public void fill(byte a) {
    throw unused();
  }

  @Override
  public void fill(long a, long b, byte c) {
    throw unused();
  }

  @Override
  public void setBits(long a, byte b) {
    throw unused();
  }

  @Override
  public void getByteArray(long a, byte[] b, int c, int d) {
    throw unused();
  }

  @Override
  public void putByteArray(long a, byte[] b, int c, int d) {
    throw unused();
  }
}
