#include "cscan.h"

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static cscan_found avx2(
    const uint8_t *bytes, size_t blocks, uint64_t offset, uint64_t number, uint64_t *starts) {
  const __m256i newline = _mm256_set1_epi8('\n'), space = _mm256_set1_epi8(' '), tab = _mm256_set1_epi8('\t');
  cscan_found found = {0, 0};
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
    for (uint64_t begins = newlines & ~blanks; begins; begins &= begins - 1) {
      uint64_t bit = (uint64_t)__builtin_ctzll(begins) + 1;
      uint64_t before = (uint64_t)__builtin_popcountll(_bzhi_u64(newlines, (unsigned)bit));
      starts[found.lines++] = (offset + bit) | (number + found.newlines + before) << 32;
    }
    found.newlines += (size_t)__builtin_popcountll(newlines);
  }
  return found;
}

// Without a branch on how many lines begin in a block, up to eight, either: the places of the newlines that begin one are packed
// side by side, and so are their ordinal numbers among all newlines.
__attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt"))) static cscan_found avx512(
    const uint8_t *bytes, size_t blocks, uint64_t offset, uint64_t number, uint64_t *starts) {
  const __m512i newline = _mm512_set1_epi8('\n'), space = _mm512_set1_epi8(' '), tab = _mm512_set1_epi8('\t');
  const __m512i ordinals = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31,
      30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  cscan_found found = {0, 0};
  for (; blocks; blocks--, bytes += 64, offset += 64) {
    uint64_t newlines = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes), newline);
    __m512i next = _mm512_loadu_si512(bytes + 1);
    uint64_t begins = newlines & ~(_mm512_cmpeq_epi8_mask(next, space) | _mm512_cmpeq_epi8_mask(next, tab));
    __m512i places = _mm512_maskz_compress_epi8(begins, ordinals);
    __m512i numbers = _mm512_maskz_compress_epi8(begins, _mm512_maskz_expand_epi8(newlines, ordinals));
    const __m512i base = _mm512_set1_epi64((long long)((offset + 1) | (number + found.newlines + 1) << 32));
    size_t lines = (size_t)__builtin_popcountll(begins);
    for (size_t done = 0;; done += 8) {
      __m512i low = _mm512_cvtepu8_epi64(_mm512_castsi512_si128(places));
      __m512i high = _mm512_slli_epi64(_mm512_cvtepu8_epi64(_mm512_castsi512_si128(numbers)), 32);
      _mm512_storeu_si512(starts + found.lines + done, _mm512_add_epi64(base, _mm512_add_epi64(low, high)));
      if (__builtin_expect(done + 8 >= lines, 1)) break;
      places = _mm512_maskz_compress_epi8(~(uint64_t)0 << 8, places);
      numbers = _mm512_maskz_compress_epi8(~(uint64_t)0 << 8, numbers);
    }
    found.lines += lines;
    found.newlines += (size_t)__builtin_popcountll(newlines);
  }
  return found;
}

cscan_find_lines *cscan_line_finder(int bits) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt")) return NULL;
  if (bits == 512 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) return avx512;
  if (bits == 256 && __builtin_cpu_supports("avx2")) return avx2;
  return NULL;
}

#else

cscan_find_lines *cscan_line_finder(int bits) {
  (void)bits;
  return NULL;
}

#endif
