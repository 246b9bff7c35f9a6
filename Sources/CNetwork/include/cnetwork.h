// libcurl and libcrypto behind a few functions that Swift can call: libcurl's own are variadic. Both libraries are loaded
// when they are first needed and never linked, since linking libcurl alone costs every start of a program 6 ms.
#ifndef DEBRIEF_NETWORK_H
#define DEBRIEF_NETWORK_H

#include <stddef.h>
#include <stdint.h>

/// NULL where the libraries are there, else what is missing. The text lives as long as the program.
const char *network_unavailable(void);

// MARK: Transfers

/// One libcurl handle with its open connections; used by one thread at a time.
typedef struct network_handle network_handle;

/// What a transfer asks while it runs. Every function gets `context`.
typedef struct {
  void *context;
  /// Whether a connection to this address may be opened: 4 or 16 bytes in network order. 0 refuses.
  int (*may_connect)(void *context, const uint8_t *address, size_t count);
  /// One line of the answer's head, with its line end. 0 ends the transfer.
  int (*receive_header)(void *context, const uint8_t *bytes, size_t count);
  /// A piece of the answer's body. 0 ends the transfer.
  int (*receive_body)(void *context, const uint8_t *bytes, size_t count);
} network_callbacks;

typedef struct {
  /// libcurl's CURLcode; 0 is success.
  int code;
  char message[256];
  /// HTTP's status, or the last reply code of a mail server; 0 for none.
  long status;
  /// How often a request was begun on a connection: 0 where none came about, or its sign-in failed.
  int requests;
  /// How many bytes of the request's head have left.
  int64_t head_bytes_sent;
  /// The body was handed over to its end: a mail server may have seen all of the message.
  int body_was_read;
} network_outcome;

network_handle *network_open(void);
void network_close(network_handle *handle);

/// Forgets the last request, keeps the connections, and sets what holds for every transfer: certificates are verified,
/// neither proxy, .netrc, cookies nor redirects are taken from anywhere.
///
/// protocols: libcurl's list, such as "https" or "smtp,smtps". ca_file and proxy may be NULL.
void network_prepare(network_handle *handle, const char *url, const char *protocols, const char *ca_file,
                     const char *proxy, long connect_timeout_ms, long timeout_ms);
void network_add_header(network_handle *handle, const char *line);
/// may_repeat: libcurl may send the request again where a kept connection turns out to be closed.
void network_set_method(network_handle *handle, const char *method, int may_repeat);
/// requires_tls: STARTTLS or nothing. user and password may be NULL.
void network_set_mail(network_handle *handle, const char *from, const char *user, const char *password,
                      int requires_tls);
void network_add_recipient(network_handle *handle, const char *address);

/// body may be NULL for none; it has to live until the call returns.
void network_perform(network_handle *handle, const uint8_t *body, size_t count, const network_callbacks *callbacks,
                     network_outcome *outcome);
/// Where the answer redirects to, absolute; NULL for nowhere. Lives until the next transfer.
const char *network_redirect(network_handle *handle);

/// A URL as libcurl itself understands it.
typedef struct {
  char scheme[16];
  char host[256];
  int port;
  int has_credentials;
} network_url;

/// 0 where `text` is a URL of a protocol that libcurl knows.
int network_parse_url(const char *text, network_url *url);

// MARK: Cryptography; 1 is success

int network_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);
int network_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t code[32]);
int network_random(uint8_t *bytes, size_t count);
int network_equal(const uint8_t *a, const uint8_t *b, size_t count);

typedef enum { NETWORK_KEY_OK, NETWORK_KEY_UNREADABLE, NETWORK_KEY_NOT_RSA, NETWORK_KEY_SHORT, NETWORK_KEY_FAILED } network_key;
/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, RS256). signature has room for *signature_count bytes.
network_key network_sign_rs256(const uint8_t *pem, size_t pem_count, const uint8_t *bytes, size_t count,
                               uint8_t *signature, size_t *signature_count);

#endif
