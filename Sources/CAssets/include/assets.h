#ifndef DEBRIEF_ASSETS_H
#define DEBRIEF_ASSETS_H

#include <stddef.h>

/// Bytes that live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} debrief_asset;

debrief_asset debrief_asset_app_css(void);
debrief_asset debrief_asset_app_js(void);
debrief_asset debrief_asset_pages_js(void);
debrief_asset debrief_asset_icon_svg(void);

#endif
