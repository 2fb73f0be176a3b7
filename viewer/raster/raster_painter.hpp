// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_strokes.hpp"
#include "viewer/map/mesh_chunks.hpp"
#include "viewer/map/tract_looks.hpp"
#include "viewer/raster/raster_view.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tractwise::viewer::raster {

/// Paints what a MapSurface shows with the processor: for machines without a graphics card, where
/// OpenGL itself is a program and many times slower than one that knows what tracts are.
///
///     RasterPainter painter;                       // one for each map on the screen
///     const std::span<const std::uint32_t> pixels = painter.paint(picture);
///
/// All cores share the rows of a picture; equal pictures are equal to the last bit however many
/// there are. Which tract a pixel shows is kept: new colors and another selection ask for no
/// geometry. Cost: see tests/bench/README.md. Errors: none.
class RasterPainter {
public:
    /// RGBA, rows from the top, camera.width times camera.height; good until the next call.
    std::span<const std::uint32_t> paint(const MapPicture& picture);

private:
    struct Band;
    void take(const MapPicture& picture);
    void paint_rows(const MapPicture& picture, std::span<const MapStroke> strokes,
                    const RasterView& view, Rows rows, bool find, Band& band);
    void color_rows(const MapPicture& picture, const RasterView& view, Rows rows);

    // What the pictures are cut out of; chunks are made when a level is first needed.
    std::shared_ptr<const tract::TractSet> tracts_;
    const MapGeometry* geometry_ = nullptr;
    std::vector<std::vector<Chunk>> level_chunks_;
    const Overlays* overlays_ = nullptr;
    std::vector<Chunk> water_chunks_;
    std::array<std::vector<Chunk>, 4> street_chunks_;

    std::optional<Camera> found_for_; ///< what ids_ were found for
    std::vector<std::uint32_t> ids_;  ///< the tract under each pixel
    std::vector<TractLook> looks_;
    std::vector<std::uint32_t> pixels_;
};

} // namespace tractwise::viewer::raster
