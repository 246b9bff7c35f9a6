// What Swift cannot say without a function call for each vector: which bytes of a vector are equal to another, and the same
// with the wider vectors of newer processors, of which it is asked at run time whether they are there.
//
// SSE2 is part of every x86-64 processor; elsewhere Calendars uses its portable Swift form.
#ifndef CSCAN_H
#define CSCAN_H
#include <stddef.h>
#include <stdint.h>

typedef unsigned char cscan_bytes __attribute__((ext_vector_type(16)));

#if defined(__SSE2__)
#include <emmintrin.h>

/// One bit for each of the 16 bytes that equals `byte`, the first byte in bit 0.
static inline __attribute__((always_inline)) uint64_t cscan_equal(cscan_bytes bytes, unsigned char byte) {
  return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8((__m128i)bytes, _mm_set1_epi8((char)byte)));
}

/// One bit for each of the 16 bytes that is neither a letter nor a digit nor one of "+-._", which plain e-mail addresses have.
static inline __attribute__((always_inline)) uint64_t cscan_not_plain(cscan_bytes bytes) {
  // Unsigned "less than n" is "the lesser of it and n - 1 is itself".
  cscan_bytes letter = (bytes | 0x20) - 'a', digit = bytes - '0', dash = bytes - '-';
  __m128i plain = _mm_cmpeq_epi8(_mm_min_epu8((__m128i)letter, _mm_set1_epi8(25)), (__m128i)letter);
  plain = _mm_or_si128(plain, _mm_cmpeq_epi8(_mm_min_epu8((__m128i)digit, _mm_set1_epi8(9)), (__m128i)digit));
  plain = _mm_or_si128(plain, _mm_cmpeq_epi8(_mm_min_epu8((__m128i)dash, _mm_set1_epi8(1)), (__m128i)dash));
  plain = _mm_or_si128(plain, _mm_cmpeq_epi8((__m128i)bytes, _mm_set1_epi8('_')));
  plain = _mm_or_si128(plain, _mm_cmpeq_epi8((__m128i)bytes, _mm_set1_epi8('+')));
  return (uint64_t)(~_mm_movemask_epi8(plain) & 0xFFFF);
}
#endif

typedef struct {
  /// How many logical lines were found to begin, and how many newlines there are.
  size_t lines;
  size_t newlines;
  /// Whether the last line, whose end was not found, has a fold so far.
  int is_folded;
} cscan_found;

/// Finds the newlines in `blocks` times 64 bytes behind which a logical line begins: those that neither a space nor a tab follows
/// (RFC 5545, 3.1).
///
/// `bytes` has one byte more than the blocks, and `is_folded` says whether the line that goes on there has a fold already. `starts` has
/// room for 64 lines a block and eight more. It gets of each line where it begins, counted from `bytes` and with `offset` added, and
/// in the highest bit whether the line before it has a fold. `newlines_before` gets of each block how many newlines stand before it.
typedef cscan_found cscan_find_lines(
    const uint8_t *bytes, size_t blocks, uint32_t offset, int is_folded, uint32_t *starts, uint32_t *newlines_before);

/// The way to do so with vectors of 256 or 512 bits; null where the processor does not have them.
cscan_find_lines *cscan_line_finder(int bits);
#endif
