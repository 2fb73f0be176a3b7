// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"

#include <memory>

#include <cairo.h>

// Private to engine/paper.

namespace tractwise::paper {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

/// Paints a page on a surface of Cairo that is `scale` of its units to a point. With `tags`, a PDF
/// gets its structure. Error(Internal) with Cairo's own words where it fails.
void paint(cairo_surface_t* surface, const Drawing& page, double scale, bool tags);

} // namespace tractwise::paper
