#include "cnetwork.h"
#include "library.h"

int network_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]) {
  const network_library *lib = network_libraries();
  return lib && lib->EVP_Digest(bytes, count, digest, NULL, lib->EVP_sha256(), NULL) == 1;
}

int network_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t code[32]) {
  const network_library *lib = network_libraries();
  unsigned int length = 0;
  // An empty key is a pointer that OpenSSL must not take for "the key of the last call".
  const uint8_t *some_key = key_count ? key : (const uint8_t *)"";
  return lib && key_count <= INT32_MAX
    && lib->HMAC(lib->EVP_sha256(), some_key, (int)key_count, bytes, count, code, &length) != NULL && length == 32;
}

int network_random(uint8_t *bytes, size_t count) {
  const network_library *lib = network_libraries();
  return lib && count <= INT32_MAX && lib->RAND_bytes(bytes, (int)count) == 1;
}

int network_equal(const uint8_t *a, const uint8_t *b, size_t count) {
  const network_library *lib = network_libraries();
  return lib && lib->CRYPTO_memcmp(a, b, count) == 0;
}

/// Without this, OpenSSL would ask the terminal for an encrypted key's passphrase.
static int no_passphrase(char *buffer, int size, int is_writing, void *context) {
  (void)buffer, (void)size, (void)is_writing, (void)context;
  return -1;
}

network_key network_sign_rs256(const uint8_t *pem, size_t pem_count, const uint8_t *bytes, size_t count,
                               uint8_t *signature, size_t *signature_count) {
  const network_library *lib = network_libraries();
  if (!lib || pem_count > INT32_MAX) return NETWORK_KEY_UNREADABLE;
  network_key result = NETWORK_KEY_UNREADABLE;
  BIO *file = lib->BIO_new_mem_buf(pem, (int)pem_count);
  EVP_PKEY *key = file ? lib->PEM_read_bio_PrivateKey(file, NULL, no_passphrase, NULL) : NULL;
  EVP_MD_CTX *context = key ? lib->EVP_MD_CTX_new() : NULL;
  if (context) {
    if (!lib->EVP_PKEY_is_a(key, "RSA")) result = NETWORK_KEY_NOT_RSA;
    else if (lib->EVP_PKEY_get_bits(key) < 2048) result = NETWORK_KEY_SHORT;
    else if (lib->EVP_DigestSignInit(context, NULL, lib->EVP_sha256(), NULL, key) == 1
             && lib->EVP_DigestSign(context, signature, signature_count, bytes, count) == 1)
      result = NETWORK_KEY_OK;
    else result = NETWORK_KEY_FAILED;
    lib->EVP_MD_CTX_free(context);
  }
  lib->EVP_PKEY_free(key);
  lib->BIO_free(file);
  lib->ERR_clear_error();
  return result;
}
