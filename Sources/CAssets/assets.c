#include "assets.h"

// #embed is C23; clang takes it in C17 with this warning.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define ASSET(name)                                             \
  debrief_asset debrief_asset_##name(void) {                    \
    return (debrief_asset){name##_bytes, sizeof name##_bytes};  \
  }

static const unsigned char app_css_bytes[] = {
#embed "data/app.css"
};
static const unsigned char app_js_bytes[] = {
#embed "data/app.js"
};
static const unsigned char pages_js_bytes[] = {
#embed "data/pages.js"
};

static const unsigned char icon_svg_bytes[] = {
#embed "data/icon.svg"
};

ASSET(app_css)
ASSET(app_js)
ASSET(pages_js)
ASSET(icon_svg)
