// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"

#include <limits>
#include <memory>

#include <cairo.h>

// Private to engine/paper.

namespace tractwise::paper {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

/// A part of a page from one height to another, in points: what a surface of its own holds.
struct Band {
    double top = -std::numeric_limits<double>::infinity(),
           bottom = std::numeric_limits<double>::infinity();
};

/// Paints a page, or the band of it whose top is the surface's, on a surface of Cairo that is `scale`
/// of its units to a point. With `tags`, a PDF gets its structure. Error(Internal) with Cairo's own
/// words where it fails. Threads may paint bands of one page.
void paint(cairo_surface_t* surface, const Drawing& page, double scale, bool tags,
           const Band& band = {});

} // namespace tractwise::paper
