#include "library.h"
#include "cnetwork.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static network_library library;
static char problem[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *load(const char *name, const char *package) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!handle) snprintf(problem, sizeof problem, "%s cannot be loaded: install the package %s", name, package);
  return handle;
}

static int find(void *handle, const char *name, void **function) {
  *function = dlsym(handle, name);
  if (*function) return 1;
  snprintf(problem, sizeof problem, "the installed library lacks %s: Debian 12's libcurl4 and libssl3 have it", name);
  return 0;
}

static void load_all(void) {
  void *curl = load("libcurl.so.4", "libcurl4");
  if (!curl) return;
  void *crypto = load("libcrypto.so.3", "libssl3");
  if (!crypto) return;
#define FIND_CURL(name) if (!find(curl, #name, (void **)&library.name)) return;
#define FIND_CRYPTO(name) if (!find(crypto, #name, (void **)&library.name)) return;
  CURL_FUNCTIONS(FIND_CURL)
  CRYPTO_FUNCTIONS(FIND_CRYPTO)
  if (library.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    snprintf(problem, sizeof problem, "libcurl could not be set up");
}

const char *network_unavailable(void) {
  pthread_once(&once, load_all);
  return problem[0] ? problem : NULL;
}

const network_library *network_libraries(void) { return network_unavailable() ? NULL : &library; }
