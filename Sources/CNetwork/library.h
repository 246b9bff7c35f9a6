// The functions of libcurl and libcrypto that are used, loaded once.
#ifndef DEBRIEF_NETWORK_LIBRARY_H
#define DEBRIEF_NETWORK_LIBRARY_H

#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

// libcurl's header wraps this one in a type-checking macro, which a pointer cannot use.
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define CURL_FUNCTIONS(use) \
  use(curl_global_init) use(curl_easy_init) use(curl_easy_cleanup) use(curl_easy_reset) use(curl_easy_setopt) \
  use(curl_easy_getinfo) use(curl_easy_perform) use(curl_easy_strerror) use(curl_slist_append) \
  use(curl_slist_free_all) use(curl_url) use(curl_url_cleanup) use(curl_url_set) use(curl_url_get) use(curl_free)

#define CRYPTO_FUNCTIONS(use) \
  use(EVP_Digest) use(EVP_sha256) use(HMAC) use(RAND_bytes) use(CRYPTO_memcmp) use(BIO_new_mem_buf) use(BIO_free) \
  use(PEM_read_bio_PrivateKey) use(EVP_PKEY_free) use(EVP_PKEY_is_a) use(EVP_PKEY_get_bits) use(EVP_MD_CTX_new) \
  use(EVP_MD_CTX_free) use(EVP_DigestSignInit) use(EVP_DigestSign) use(ERR_clear_error)

#include <openssl/err.h>

typedef struct {
#define DECLARE(name) __typeof__(&name) name;
  CURL_FUNCTIONS(DECLARE) CRYPTO_FUNCTIONS(DECLARE)
#undef DECLARE
} network_library;

/// NULL where something is missing: see network_unavailable().
const network_library *network_libraries(void);

#endif
