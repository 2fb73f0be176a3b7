// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <pango/pangocairo.h>

// Private to engine/paper: text as Pango lays it out, in points, without hinting, so that a page is
// the same at every resolution.

namespace tractwise::paper {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

Layout layout_of(const std::string& text, double size, bool bold);

} // namespace tractwise::paper
