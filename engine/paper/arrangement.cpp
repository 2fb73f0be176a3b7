// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/arrangement.hpp"

#include "engine/paper/measures.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::paper {
namespace {

/// A panel beside the map takes this share of the room, within bounds; below it, columns of about
/// this width.
constexpr double kPanelShare = 0.265, kPanelLeast = 150, kPanelMost = 230, kColumnBelow = 165;
/// A cramped panel has to earn its place: the region is larger by this factor.
constexpr double kPanelNarrow = 130, kWorthNarrow = 1.25, kWorthOther = 1.02;
constexpr std::size_t kMostColumns = 4;
constexpr double kLeastMap = 72;
/// Insets of a country: their share of the shorter side, their shape, the air over them.
constexpr double kInsetShare = 0.2, kInsetShape = 1.5, kInsetAir = 10;

/// Blocks in columns of one width, as low as they can be: each block follows the one before it.
struct Columns {
    std::vector<std::size_t> first; ///< the first block of each column
    double height = 0;
};

std::optional<Columns> filled_to(double limit, const std::vector<double>& heights,
                                 std::size_t columns) {
    Columns made{{0}, 0};
    double y = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const double more = (y > 0 ? kBlockGap : 0) + heights[i];
        if (y > 0 && y + more > limit) {
            if (made.first.size() == columns)
                return std::nullopt;
            made.first.push_back(i);
            y = heights[i];
        } else {
            y += more;
        }
        made.height = std::max(made.height, y);
    }
    return made;
}

Columns in_columns(const std::vector<double>& heights, std::size_t columns) {
    constexpr double kStep = 4;
    double limit = heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end());
    for (;; limit += kStep)
        if (std::optional<Columns> made = filled_to(limit, heights, columns))
            return *made;
}

std::vector<double> heights_of(const std::vector<Block>& blocks, double width) {
    std::vector<double> heights;
    for (const Block& block : blocks)
        heights.push_back(height_of(block, width));
    return heights;
}

Frame inside(const Frame& frame, double air) {
    return {frame.left + air, frame.top + air, frame.right - air, frame.bottom - air};
}

double inset_height(const Frame& inner) {
    return std::min(inner.width(), inner.height()) * kInsetShare;
}

/// The same frame again and again, `across` of them in a row, each with room for a name above.
std::vector<Frame> grid(const Frame& frame, std::size_t count, std::size_t across) {
    const std::size_t rows = (count + across - 1) / across;
    const double width = (frame.width() - kGutter * static_cast<double>(across - 1)) /
                         static_cast<double>(across),
                 height = (frame.height() - kBlockGap * static_cast<double>(rows - 1)) /
                          static_cast<double>(rows);
    std::vector<Frame> cells;
    for (std::size_t i = 0; i < count; ++i) {
        const double left = frame.left + static_cast<double>(i % across) * (width + kGutter),
                     top = frame.top + static_cast<double>(i / across) * (height + kBlockGap);
        cells.push_back({left, top + kNameStrip, left + width, top + height});
    }
    return cells;
}

class Arranger {
public:
    Arranger(const Frame& room, const std::vector<Block>& panel, const Terrain& terrain,
             std::size_t maps)
        : room_(room), panel_(panel), terrain_(terrain), maps_(maps) {}

    std::optional<Arrangement> best() {
        const double usual = std::clamp(room_.width() * kPanelShare, kPanelLeast, kPanelMost);
        consider(beside(usual), kWorthOther);
        consider(below(), kWorthOther);
        consider(corner(usual), kWorthOther);
        consider(beside(kPanelNarrow), kWorthNarrow);
        consider(corner(kPanelNarrow), kWorthNarrow);
        return best_;
    }

private:
    void consider(std::optional<Arrangement> other, double worth) {
        if (other && (!best_ || other->points_per_meter > best_->points_per_meter * worth))
            best_ = std::move(other);
    }

    /// With its cells where the region is largest; none where there is no room for it.
    std::optional<Arrangement> with_cells(Arrangement a) const {
        for (std::size_t across = 1; across <= maps_; ++across) {
            std::vector<Frame> cells =
                maps_ == 1 ? std::vector<Frame>{a.map} : grid(a.map, maps_, across);
            const Frame region = region_frame(cells[0], terrain_);
            if (region.width() < kLeastMap || region.height() < kLeastMap)
                continue;
            const double scale = Placing(terrain_.grounds[0], region).points_per_meter();
            if (scale <= a.points_per_meter)
                continue;
            a.points_per_meter = scale;
            a.cells = std::move(cells);
        }
        return a.points_per_meter > 0 ? std::optional(std::move(a)) : std::nullopt;
    }

    double panel_height(double width) const {
        return in_columns(heights_of(panel_, width), 1).height;
    }

    std::optional<Arrangement> beside(double width) const {
        Arrangement a{.map = room_, .cells = {}, .panel = room_, .column_width = width};
        a.panel.left = room_.right - width;
        a.map.right = a.panel.left - kGutter;
        const double high = panel_height(width);
        if (high > room_.height())
            return std::nullopt;
        std::optional<Arrangement> made = with_cells(std::move(a));
        if (made && maps_ == 1) {
            tighten(*made, high);
            made->panel.bottom = made->map.bottom;
        }
        return made;
    }

    /// The neat line goes around the map, not around empty paper; what is left is at the foot.
    void tighten(Arrangement& a, double least_height) const {
        const double spare = region_frame(a.map, terrain_).height() -
                             terrain_.grounds[0].height() * a.points_per_meter;
        a.map.bottom = std::max(a.map.bottom - std::max(spare, 0.0), a.map.top + least_height);
        a.cells[0] = a.map;
    }

    std::optional<Arrangement> below() const {
        Arrangement a{.map = room_, .cells = {}, .panel = room_};
        a.columns = std::clamp<std::size_t>(static_cast<std::size_t>(room_.width() / kColumnBelow),
                                            1, std::min(kMostColumns, panel_.size()));
        a.column_width = (room_.width() - kGutter * static_cast<double>(a.columns - 1)) /
                         static_cast<double>(a.columns);
        a.panel.top =
            room_.bottom - in_columns(heights_of(panel_, a.column_width), a.columns).height;
        a.map.bottom = a.panel.top - kBlockGap;
        std::optional<Arrangement> made = with_cells(std::move(a));
        if (made && maps_ == 1) {
            const double height = made->panel.height();
            tighten(*made, kLeastMap);
            made->panel.top = made->map.bottom + kBlockGap;
            made->panel.bottom = made->panel.top + height;
        }
        return made;
    }

    std::optional<Arrangement> corner(double width) const {
        if (maps_ > 1 || terrain_.grounds.size() > 1)
            return std::nullopt;
        const Spot size{width + 2 * kBlockGap, panel_height(width) + 2 * kBlockGap};
        std::optional<Frame> free = empty_corner(size);
        if (!free)
            return std::nullopt;
        Arrangement a{.map = room_, .cells = {}, .panel = *free, .over_map = true};
        a.column_width = width;
        a.panel = inside(*free, kBlockGap);
        return with_cells(std::move(a));
    }

    /// A corner of the room, of this size, in which nothing of the region lies.
    std::optional<Frame> empty_corner(Spot size) const {
        if (size.x > room_.width() || size.y > room_.height())
            return std::nullopt;
        const Placing placing(terrain_.grounds[0], region_frame(room_, terrain_));
        for (const bool right : {false, true})
            for (const bool bottom : {true, false}) {
                Frame corner;
                corner.left = right ? room_.right - size.x : room_.left;
                corner.top = bottom ? room_.bottom - size.y : room_.top;
                corner.right = corner.left + size.x;
                corner.bottom = corner.top + size.y;
                if (is_free(corner, placing))
                    return corner;
            }
        return std::nullopt;
    }

    bool is_free(const Frame& corner, const Placing& placing) const {
        const geo::PolygonSet& shapes = terrain_.tracts.polygons();
        const std::vector<std::uint32_t>& rows = terrain_.grounds[0].rows;
        return std::none_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
            const geo::Box box = shapes.box(row);
            const Spot low = placing.at(geo::LonLat{box.min_x, box.min_y}),
                       high = placing.at(geo::LonLat{box.max_x, box.max_y});
            return std::min(low.x, high.x) < corner.right &&
                   std::max(low.x, high.x) > corner.left && high.y < corner.bottom &&
                   low.y > corner.top;
        });
    }

    const Frame& room_;
    const std::vector<Block>& panel_;
    const Terrain& terrain_;
    std::size_t maps_;
    std::optional<Arrangement> best_;
};

} // namespace

Frame Arrangement::panel_ground() const {
    return inside(panel, -kBlockGap);
}

std::optional<Arrangement> arrange(const Frame& room, const std::vector<Block>& panel,
                                   const Terrain& terrain, std::size_t maps) {
    return Arranger(room, panel, terrain, maps).best();
}

void write_panel(Group& into, const std::vector<Block>& panel, const Arrangement& arranged) {
    const Columns columns = in_columns(heights_of(panel, arranged.column_width), arranged.columns);
    for (std::size_t c = 0; c < columns.first.size(); ++c) {
        const double left =
            arranged.panel.left + static_cast<double>(c) * (arranged.column_width + kGutter);
        Flow flow(&into, left, arranged.panel.top, arranged.column_width);
        const std::size_t last = c + 1 < columns.first.size() ? columns.first[c + 1] : panel.size();
        for (std::size_t b = columns.first[c]; b < last; ++b) {
            panel[b](flow);
            flow.gap(kBlockGap);
        }
    }
}

Frame region_frame(const Frame& neat, const Terrain& terrain) {
    Frame frame = inside(neat, kAir);
    if (terrain.grounds.size() > 1)
        frame.bottom -= inset_height(frame);
    return frame;
}

std::vector<Frame> inset_frames(const Frame& neat, const Terrain& terrain) {
    const Frame inner = inside(neat, kAir);
    const double height = inset_height(inner), width = height * kInsetShape;
    std::vector<Frame> frames;
    for (double left = inner.left; frames.size() + 1 < terrain.grounds.size();
         left += width + kGutter)
        frames.push_back({left, inner.bottom - height + kInsetAir, left + width, inner.bottom});
    return frames;
}

} // namespace tractwise::paper
