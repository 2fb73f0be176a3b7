// SPDX-License-Identifier: Apache-2.0
#include "viewer/raster/raster_painter.hpp"

#include "viewer/raster/scan_fill.hpp"
#include "viewer/raster/soft_lines.hpp"
#include "viewer/ui/theme.hpp"

#include "engine/core/parallel.hpp"
#include "engine/map/color_vision.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer::raster {
namespace {

constexpr std::size_t kPerChunk = 256;
constexpr int kBandRows = 32; // a band of a wide window fits into a core's cache

/// How much a slanted line covers at a place `along` across it.
float stripe(float along, float period, float width) {
    const float off = std::abs(along - period * std::floor(along / period) - period / 2);
    const float t = std::clamp((off - (width / 2 - 0.6F)) / 1.2F, 0.0F, 1.0F);
    return 1 - t * t * (3 - 2 * t);
}

struct Color {
    float r, g, b;
    void mix(Color other, float share) {
        r += (other.r - r) * share;
        g += (other.g - g) * share;
        b += (other.b - b) * share;
    }
};
Color color_of(map::Rgb rgb) {
    return {static_cast<float>(rgb.r), static_cast<float>(rgb.g), static_cast<float>(rgb.b)};
}
ImU32 packed(Color c) {
    return IM_COL32(static_cast<int>(c.r + 0.5F), static_cast<int>(c.g + 0.5F),
                    static_cast<int>(c.b + 0.5F), 255);
}

} // namespace

/// What one core needs for a while.
struct RasterPainter::Band {
    ScanFill fill;
    SoftLines lines;
};

void RasterPainter::take(const MapPicture& picture) {
    if (picture.geometry != geometry_ || picture.geometry->tracts != tracts_) {
        geometry_ = picture.geometry;
        tracts_ = geometry_->tracts;
        level_chunks_.assign(geometry_->levels(), {});
        found_for_.reset();
    }
    if (picture.overlays != overlays_) {
        overlays_ = picture.overlays;
        water_chunks_.clear();
        for (std::vector<Chunk>& chunks : street_chunks_)
            chunks.clear();
        if (overlays_ != nullptr) {
            water_chunks_ = chunks_of(overlays_->water_fill, kPerChunk);
            for (std::size_t rank = 0; rank < street_chunks_.size(); ++rank)
                street_chunks_[rank] = chunks_of(overlays_->street_lines[rank], kPerChunk);
        }
    }
    const std::size_t level = geometry_->level_for(picture.camera.meters_per_pixel);
    if (level_chunks_[level].empty())
        level_chunks_[level] = chunks_of(geometry_->level(level).lines, kPerChunk);
}

void RasterPainter::color_rows(const MapPicture& picture, const RasterView& view, Rows rows) {
    const ui::Colors& colors = ui::colors(picture.dark);
    const ImU32 ground = colors.map_background | IM_COL32_A_MASK;
    const map::Vision vision = picture.style->vision;
    const Color no_data = color_of(map::seen_as(map::kNoDataLines, vision)),
                unreliable = color_of(map::seen_as(map::kUnreliableLines, vision)),
                selection =
                    color_of({static_cast<std::uint8_t>(colors.selection >> IM_COL32_R_SHIFT),
                              static_cast<std::uint8_t>(colors.selection >> IM_COL32_G_SHIFT),
                              static_cast<std::uint8_t>(colors.selection >> IM_COL32_B_SHIFT)});
    constexpr float kDiagonal = 0.70711F;
    const auto width = static_cast<std::size_t>(view.width);
    for (int row = rows.first; row < rows.last; ++row) {
        const std::uint32_t* id = &ids_[static_cast<std::size_t>(row) * width];
        std::uint32_t* pixel = &pixels_[static_cast<std::size_t>(row) * width];
        for (std::size_t x = 0; x < width; ++x) {
            if (id[x] == kNoShape) {
                pixel[x] = ground;
                continue;
            }
            const TractLook& look = looks_[id[x]];
            if (look.marks == 0) {
                pixel[x] = IM_COL32(look.r, look.g, look.b, 255);
                continue;
            }
            Color c = color_of({look.r, look.g, look.b});
            const float px = static_cast<float>(x) + 0.5F, py = static_cast<float>(row) + 0.5F;
            const auto hatched = [&](const LookOfHatch& hatch, float across, Color line) {
                c.mix(line, hatch.opacity * stripe(across * kDiagonal, hatch.period * picture.scale,
                                                   hatch.width * picture.scale));
            };
            if ((look.marks & TractLook::kNoData) != 0)
                hatched(kNoDataHatch, px - py, no_data);
            if ((look.marks & TractLook::kUnreliable) != 0)
                hatched(kUnreliableHatch, px + py, unreliable);
            if ((look.marks & TractLook::kSelected) != 0)
                c.mix(selection, kSelectedShare);
            pixel[x] = packed(c);
        }
    }
}

void RasterPainter::paint_rows(const MapPicture& picture, std::span<const MapStroke> strokes,
                               const RasterView& view, Rows rows, bool find, Band& band) {
    const std::size_t l = geometry_->level_for(picture.camera.meters_per_pixel);
    const MapGeometry::Level& level = geometry_->level(l);
    const std::vector<Chunk>& chunks = level_chunks_[l];
    const auto part = [&](std::vector<std::uint32_t>& whole) {
        const auto width = static_cast<std::size_t>(view.width);
        return std::span(whole).subspan(static_cast<std::size_t>(rows.first) * width,
                                        static_cast<std::size_t>(rows.count()) * width);
    };
    if (find)
        band.fill.borders(level.lines, chunks, view, rows, part(ids_));
    color_rows(picture, view, rows);
    const auto selected = [&](std::uint32_t tract) {
        return tract != kNoShape && (looks_[tract].marks & TractLook::kSelected) != 0;
    };
    for (const MapStroke& stroke : strokes) {
        using Of = MapStroke::Of;
        if (stroke.of == Of::Water) {
            ScanFill::triangles(overlays_->water_fill, water_chunks_, view, rows,
                                stroke.color | IM_COL32_A_MASK, part(pixels_));
        } else if (stroke.of == Of::Streets) {
            const geo::LineMesh& streets = overlays_->street_lines[stroke.rank];
            band.lines.draw(streets, street_chunks_[stroke.rank], streets.size(), {}, view, rows,
                            stroke.width, stroke.color, part(pixels_));
        } else {
            std::function<bool(std::size_t)> keep;
            if (stroke.of == Of::Selection)
                keep = [&](std::size_t i) {
                    return selected(level.lines.sides[2 * i]) !=
                           selected(level.lines.sides[2 * i + 1]);
                };
            band.lines.draw(level.lines, chunks, stroke.lines_of(level), keep, view, rows,
                            stroke.width, stroke.color, part(pixels_));
        }
    }
}

std::span<const std::uint32_t> RasterPainter::paint(const MapPicture& picture) {
    take(picture);
    const RasterView view(picture.camera);
    const bool find = found_for_ != picture.camera;
    const std::size_t count =
        static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
    ids_.resize(count);
    pixels_.resize(count);
    looks_of(picture, looks_);
    const std::vector<MapStroke> strokes = strokes_of(picture);
    const auto bands = static_cast<std::size_t>((view.height + kBandRows - 1) / kBandRows);
    parallel_for(
        bands,
        [&](std::size_t begin, std::size_t end) {
            Band band;
            for (std::size_t b = begin; b < end; ++b) {
                const int first = static_cast<int>(b) * kBandRows;
                paint_rows(picture, strokes, view,
                           {first, std::min(first + kBandRows, view.height)}, find, band);
            }
        },
        1);
    found_for_ = picture.camera;
    return pixels_;
}

} // namespace tractwise::viewer::raster
