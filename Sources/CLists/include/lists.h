#ifndef DEBRIEF_LISTS_H
#define DEBRIEF_LISTS_H

#include <stddef.h>

/// A text file of data/, as it was when the program was built. Not terminated by a zero byte.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} debrief_list;

debrief_list debrief_list_mail_providers(void);
debrief_list debrief_list_mail_providers_own(void);
debrief_list debrief_list_disposable(void);
debrief_list debrief_list_not_generic(void);
debrief_list debrief_list_tenants(void);
debrief_list debrief_list_platforms(void);
debrief_list debrief_list_nonpeople(void);
debrief_list debrief_list_role_mailboxes(void);
debrief_list debrief_list_open_country_codes(void);
debrief_list debrief_list_confusables(void);

#endif
