#include "cscan.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define IS_FOLDED 0x80000000u

// Which of the newlines that begin a line end one that is folded. A fold carries into the bits above it, which are set as far as the
// next of `begins`, where the carry stops and is seen; out of the last line it goes on into the next block.
__attribute__((always_inline)) static inline uint64_t folded_before(uint64_t begins, uint64_t folds, unsigned char *is_folded) {
  unsigned long long sum;
  *is_folded = _addcarry_u64(*is_folded, ~begins, folds, &sum);
  return sum & begins;
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static cscan_found avx2(
    const uint8_t *bytes, size_t blocks, uint32_t offset, int is_folded, uint32_t *starts, uint32_t *newlines_before) {
  const __m256i newline = _mm256_set1_epi8('\n'), space = _mm256_set1_epi8(' '), tab = _mm256_set1_epi8('\t');
  cscan_found found = {0, 0, 0};
  unsigned char carry = (unsigned char)is_folded;
  for (; blocks; blocks--, bytes += 64, offset += 64) {
    uint64_t newlines = 0, blanks = 0;
    for (int half = 0; half < 64; half += 32) {
      __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + half));
      __m256i next = _mm256_loadu_si256((const __m256i *)(bytes + half + 1));
      __m256i blank = _mm256_or_si256(_mm256_cmpeq_epi8(next, space), _mm256_cmpeq_epi8(next, tab));
      newlines |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(here, newline)) << half;
      blanks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(blank) << half;
    }
    // Which newlines are folds is known before any of them is looked at, so that no branch depends on it.
    uint64_t begins = newlines & ~blanks, folded = folded_before(begins, newlines & blanks, &carry);
    *newlines_before++ = (uint32_t)found.newlines;
    found.newlines += (size_t)__builtin_popcountll(newlines);
    for (; begins; begins &= begins - 1) {
      uint32_t bit = (uint32_t)__builtin_ctzll(begins);
      starts[found.lines++] = (offset + bit + 1) | ((folded >> bit & 1) ? IS_FOLDED : 0);
    }
  }
  found.is_folded = carry;
  return found;
}

// Without a branch on how many lines begin in a block, up to eight, either: the places of the newlines that begin one are packed
// side by side, and so are the bits that say which end a folded line.
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,popcnt"))) static cscan_found avx512(
    const uint8_t *bytes, size_t blocks, uint32_t offset, int is_folded, uint32_t *starts, uint32_t *newlines_before) {
  const __m512i newline = _mm512_set1_epi8('\n'), space = _mm512_set1_epi8(' '), tab = _mm512_set1_epi8('\t');
  const __m512i ordinals = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31,
      30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const __m256i mark = _mm256_set1_epi32((int)IS_FOLDED), width = _mm256_set1_epi32(64);
  __m256i base = _mm256_set1_epi32((int)(offset + 1));
  cscan_found found = {0, 0, 0};
  unsigned char carry = (unsigned char)is_folded;
  for (; blocks; blocks--, bytes += 64, base = _mm256_add_epi32(base, width)) {
    __mmask64 newline_mask = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes), newline);
    __m512i next = _mm512_loadu_si512(bytes + 1);
    uint64_t newlines = newline_mask;
    uint64_t folds = _kor_mask64(
        _mm512_mask_cmpeq_epi8_mask(newline_mask, next, space), _mm512_mask_cmpeq_epi8_mask(newline_mask, next, tab));
    uint64_t begins = newlines ^ folds;
    uint64_t folded = _pext_u64(folded_before(begins, folds, &carry), begins);
    *newlines_before++ = (uint32_t)found.newlines;
    found.newlines += (size_t)__builtin_popcountll(newlines);
    __m512i places = _mm512_maskz_compress_epi8(begins, ordinals);
    size_t lines = (size_t)__builtin_popcountll(begins);
    for (size_t done = 0;; done += 8) {
      __m256i eight = _mm256_add_epi32(base, _mm256_cvtepu8_epi32(_mm512_castsi512_si128(places)));
      eight = _mm256_mask_or_epi32(eight, (__mmask8)folded, eight, mark);
      _mm256_storeu_si256((__m256i *)(starts + found.lines + done), eight);
      if (__builtin_expect(done + 8 >= lines, 1)) break;
      places = _mm512_maskz_compress_epi8(~(uint64_t)0 << 8, places);
      folded >>= 8;
    }
    found.lines += lines;
  }
  found.is_folded = carry;
  return found;
}

cscan_find_lines *cscan_line_finder(int bits) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt")) return NULL;
  if (bits == 512 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2"))
    return avx512;
  if (bits == 256 && __builtin_cpu_supports("avx2")) return avx2;
  return NULL;
}

#else

cscan_find_lines *cscan_line_finder(int bits) {
  (void)bits;
  return NULL;
}

#endif
