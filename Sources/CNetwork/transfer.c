#include "cnetwork.h"
#include "library.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct network_handle {
  const network_library *lib;
  CURL *curl;
  struct curl_slist *headers;
  struct curl_slist *recipients;
  const network_callbacks *callbacks;
  int is_mail;
  int may_repeat;
  int requests;
  const uint8_t *body;
  size_t body_left;
  int body_was_read;
};

network_handle *network_open(void) {
  const network_library *lib = network_libraries();
  network_handle *handle = lib ? calloc(1, sizeof *handle) : NULL;
  if (!handle) return NULL;
  handle->lib = lib;
  handle->curl = lib->curl_easy_init();
  if (handle->curl) return handle;
  free(handle);
  return NULL;
}

static void forget_request(network_handle *handle) {
  handle->lib->curl_slist_free_all(handle->headers);
  handle->lib->curl_slist_free_all(handle->recipients);
  handle->headers = handle->recipients = NULL;
  handle->is_mail = handle->requests = handle->body_was_read = 0;
}

void network_close(network_handle *handle) {
  if (!handle) return;
  handle->lib->curl_easy_cleanup(handle->curl);
  forget_request(handle);
  free(handle);
}

// MARK: What libcurl calls

/// Looks at the address that is about to be connected to: whatever a name resolves to has to pass here.
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  network_handle *handle = context;
  const network_callbacks *callbacks = handle->callbacks;
  int allowed = 0;
  if (address->family == AF_INET) {
    struct sockaddr_in in;
    memcpy(&in, &address->addr, sizeof in);
    allowed = callbacks->may_connect(callbacks->context, (const uint8_t *)&in.sin_addr, 4);
  } else if (address->family == AF_INET6) {
    struct sockaddr_in6 in;
    // libcurl's buffer for the address is larger than the type that it declares.
    memcpy(&in, (const void *)&address->addr, sizeof in);
    allowed = callbacks->may_connect(callbacks->context, (const uint8_t *)&in.sin6_addr, 16);
  }
  (void)purpose;
  if (!allowed) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// libcurl sends a request a second time, without asking, where a kept connection turns out to be closed: the other side
/// may have acted on the first one.
static int before_request(void *context, char *peer, char *local, int peer_port, int local_port) {
  network_handle *handle = context;
  (void)peer, (void)local, (void)peer_port, (void)local_port;
  handle->requests++;
  return handle->requests > 1 && !handle->may_repeat ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static size_t header(char *bytes, size_t size, size_t count, void *context) {
  const network_callbacks *callbacks = ((network_handle *)context)->callbacks;
  return callbacks->receive_header(callbacks->context, (const uint8_t *)bytes, size * count) ? size * count : 0;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  const network_callbacks *callbacks = ((network_handle *)context)->callbacks;
  return callbacks->receive_body(callbacks->context, (const uint8_t *)bytes, size * count) ? size * count : 0;
}

static size_t send_mail(char *buffer, size_t size, size_t count, void *context) {
  network_handle *handle = context;
  size_t room = size * count, length = handle->body_left < room ? handle->body_left : room;
  if (length == 0) {
    handle->body_was_read = 1;
    return 0;
  }
  memcpy(buffer, handle->body, length);
  handle->body += length;
  handle->body_left -= length;
  return length;
}

// MARK: A request

#define SET(option, value) handle->lib->curl_easy_setopt(handle->curl, option, value)

void network_prepare(network_handle *handle, const char *url, const char *protocols, const char *ca_file,
                     const char *proxy, long connect_timeout_ms, long timeout_ms) {
  handle->lib->curl_easy_reset(handle->curl);
  forget_request(handle);
  SET(CURLOPT_URL, url);
  SET(CURLOPT_PROTOCOLS_STR, protocols);
  SET(CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_SSL_VERIFYPEER, 1L);
  SET(CURLOPT_SSL_VERIFYHOST, 2L);
  SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (ca_file) SET(CURLOPT_CAINFO, ca_file);  // the system's folder of certificates stays in force
  SET(CURLOPT_PROXY, proxy ? proxy : "");     // an empty one also shuts out the environment's
  SET(CURLOPT_NOPROXY, "");
  SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(CURLOPT_ACCEPT_ENCODING, "gzip");
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
  SET(CURLOPT_TIMEOUT_MS, timeout_ms);
  SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  SET(CURLOPT_OPENSOCKETDATA, handle);
  SET(CURLOPT_PREREQFUNCTION, before_request);
  SET(CURLOPT_PREREQDATA, handle);
  SET(CURLOPT_HEADERFUNCTION, header);
  SET(CURLOPT_HEADERDATA, handle);
  SET(CURLOPT_WRITEFUNCTION, receive);
  SET(CURLOPT_WRITEDATA, handle);
}

static void append(network_handle *handle, struct curl_slist **list, const char *text) {
  struct curl_slist *longer = handle->lib->curl_slist_append(*list, text);
  if (longer) *list = longer;
}

void network_add_header(network_handle *handle, const char *line) { append(handle, &handle->headers, line); }
void network_add_recipient(network_handle *handle, const char *address) {
  append(handle, &handle->recipients, address);
}

void network_set_method(network_handle *handle, const char *method, int may_repeat) {
  handle->may_repeat = may_repeat;
  if (strcmp(method, "HEAD") == 0) SET(CURLOPT_NOBODY, 1L);
  else SET(CURLOPT_CUSTOMREQUEST, method);
}

void network_set_mail(network_handle *handle, const char *from, const char *user, const char *password,
                      int requires_tls) {
  handle->is_mail = 1;
  handle->may_repeat = 0;
  SET(CURLOPT_MAIL_FROM, from);
  SET(CURLOPT_USE_SSL, (long)(requires_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (user) SET(CURLOPT_USERNAME, user);
  if (password) SET(CURLOPT_PASSWORD, password);
  // Mail sessions are short, and a kept one is closed by most servers within seconds.
  SET(CURLOPT_FRESH_CONNECT, 1L);
  SET(CURLOPT_FORBID_REUSE, 1L);
}

void network_perform(network_handle *handle, const uint8_t *body, size_t count, const network_callbacks *callbacks,
                     network_outcome *outcome) {
  char message[CURL_ERROR_SIZE] = "";
  memset(outcome, 0, sizeof *outcome);
  handle->callbacks = callbacks;
  handle->body = body;
  handle->body_left = count;
  SET(CURLOPT_ERRORBUFFER, message);
  if (handle->is_mail) {
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, send_mail);
    SET(CURLOPT_READDATA, handle);
    SET(CURLOPT_MAIL_RCPT, handle->recipients);
  } else {
    append(handle, &handle->headers, "Expect:");  // no waiting for 100 Continue
    SET(CURLOPT_HTTPHEADER, handle->headers);
    if (body) {
      SET(CURLOPT_POST, 1L);
      SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
      SET(CURLOPT_POSTFIELDS, (const char *)body);
    }
  }
  CURLcode code = handle->lib->curl_easy_perform(handle->curl);
  long head_bytes = 0;
  handle->lib->curl_easy_getinfo(handle->curl, CURLINFO_RESPONSE_CODE, &outcome->status);
  handle->lib->curl_easy_getinfo(handle->curl, CURLINFO_REQUEST_SIZE, &head_bytes);
  outcome->code = code;
  outcome->requests = handle->requests;
  outcome->head_bytes_sent = head_bytes;
  outcome->body_was_read = handle->body_was_read;
  if (code != CURLE_OK)
    snprintf(outcome->message, sizeof outcome->message, "%s",
             message[0] ? message : handle->lib->curl_easy_strerror(code));
  SET(CURLOPT_ERRORBUFFER, NULL);
  handle->callbacks = NULL;
  handle->body = NULL;
}

const char *network_redirect(network_handle *handle) {
  char *url = NULL;
  handle->lib->curl_easy_getinfo(handle->curl, CURLINFO_REDIRECT_URL, &url);
  return url;
}

// MARK: URLs

static int part(const network_library *lib, CURLU *url, CURLUPart which, char *into, size_t room) {
  char *text = NULL;
  if (lib->curl_url_get(url, which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK || !text) return 0;
  int fits = strlen(text) < room;
  if (fits) strcpy(into, text);
  lib->curl_free(text);
  return fits;
}

int network_parse_url(const char *text, network_url *parts) {
  const network_library *lib = network_libraries();
  memset(parts, 0, sizeof *parts);
  CURLU *url = lib ? lib->curl_url() : NULL;
  if (!url) return 1;
  char port[8] = "";
  char *credentials = NULL;
  int is_good = lib->curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK
    && part(lib, url, CURLUPART_SCHEME, parts->scheme, sizeof parts->scheme)
    && part(lib, url, CURLUPART_HOST, parts->host, sizeof parts->host)
    && part(lib, url, CURLUPART_PORT, port, sizeof port);
  parts->port = atoi(port);
  if (lib->curl_url_get(url, CURLUPART_USER, &credentials, 0) == CURLUE_OK) parts->has_credentials = 1;
  lib->curl_free(credentials);
  lib->curl_url_cleanup(url);
  return is_good ? 0 : 1;
}
