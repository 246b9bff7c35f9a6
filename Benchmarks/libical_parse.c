// The measure of `make bench`: parses calendars with libical and does nothing else.
//
//     libical_parse FILE...
//
// Each file is read whole and parsed by icalparser_parse_string, libical's fastest way in.
#include <fcntl.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char *contents(const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &status) < 0) return NULL;
  char *text = malloc((size_t)status.st_size + 1);
  size_t length = 0;
  ssize_t count;
  while (text && (count = read(file, text + length, (size_t)status.st_size - length)) > 0) length += (size_t)count;
  close(file);
  if (text) text[length] = 0;
  return text;
}

int main(int argc, char **argv) {
  long events = 0;
  for (int i = 1; i < argc; i++) {
    char *text = contents(argv[i]);
    icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
    free(text);
    if (!calendar) {
      fprintf(stderr, "%s: not parsed\n", argv[i]);
      return 1;
    }
    events += icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT);
    icalcomponent_free(calendar);
  }
  printf("%ld events\n", events);
  return 0;
}
