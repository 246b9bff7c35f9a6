#include "lists.h"

// #embed is C23; clang takes it in C17 with this warning. Swift's own way of embedding (a literal of 120 KB)
// costs the compiler 45 seconds.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define LIST(name, ...)                                       \
  debrief_list debrief_list_##name(void) {                    \
    return (debrief_list){name##_bytes, sizeof name##_bytes}; \
  }

static const unsigned char mail_providers_bytes[] = {
#embed "data/mail-providers.txt"
};
static const unsigned char mail_providers_own_bytes[] = {
#embed "data/mail-providers-own.txt"
};
static const unsigned char disposable_bytes[] = {
#embed "data/disposable.txt"
};
static const unsigned char not_generic_bytes[] = {
#embed "data/not-generic.txt"
};
static const unsigned char tenants_bytes[] = {
#embed "data/tenants.txt"
};
static const unsigned char platforms_bytes[] = {
#embed "data/platforms.txt"
};
static const unsigned char nonpeople_bytes[] = {
#embed "data/nonpeople.txt"
};
static const unsigned char role_mailboxes_bytes[] = {
#embed "data/role-mailboxes.txt"
};
static const unsigned char open_country_codes_bytes[] = {
#embed "data/open-country-codes.txt"
};
static const unsigned char confusables_bytes[] = {
#embed "data/confusables.txt"
};

LIST(mail_providers)
LIST(mail_providers_own)
LIST(disposable)
LIST(not_generic)
LIST(tenants)
LIST(platforms)
LIST(nonpeople)
LIST(role_mailboxes)
LIST(open_country_codes)
LIST(confusables)
