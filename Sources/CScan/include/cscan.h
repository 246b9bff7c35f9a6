// The one thing that Swift cannot say without a function call: which bytes of a vector are equal to another.
// SSE2 is part of every x86-64 processor; elsewhere Calendars uses its portable Swift form.
#ifndef CSCAN_H
#define CSCAN_H
#include <stdint.h>

typedef unsigned char cscan_bytes __attribute__((ext_vector_type(16)));

#if defined(__SSE2__)
#include <emmintrin.h>

/// One bit for each of the 16 bytes that equals `byte`, the first byte in bit 0.
static inline __attribute__((always_inline)) uint64_t cscan_equal(cscan_bytes bytes, unsigned char byte) {
  return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8((__m128i)bytes, _mm_set1_epi8((char)byte)));
}
#endif
#endif
