// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/nearest_line.hpp"

#include "engine/geo/boost_adapt.hpp"
#include "engine/geo/ecef.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <numbers>
#include <vector>

#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/segment.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <boost/iterator/function_output_iterator.hpp>

namespace tractwise::geo {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

/// More than a coordinate loses to rounding, and a micrometer on the earth.
constexpr double kRoundingDegrees = 1e-11;

/// Meters a degree of longitude and latitude at a latitude, from the two radii of curvature of the
/// WGS84 ellipsoid.
struct Scale {
    double x, y;
    explicit Scale(double lat) {
        constexpr double kA = 6378137.0, kE2 = 0.00669437999014, kDegree = std::numbers::pi / 180;
        const double sine = std::sin(lat * kDegree);
        const double w2 = 1 - kE2 * sine * sine;
        x = kDegree * kA / std::sqrt(w2) * std::cos(lat * kDegree);
        y = kDegree * kA * (1 - kE2) / (w2 * std::sqrt(w2));
    }
};

struct Foot {
    double squared_m; ///< distance, squared
    double share;     ///< of the piece
};

/// The foot of `p` on the piece a-b, in the plane of `scale` around p.
Foot foot_on(LonLat p, LonLat a, LonLat b, const Scale& scale) {
    const double ax = (a.lon - p.lon) * scale.x, ay = (a.lat - p.lat) * scale.y;
    const double dx = (b.lon - a.lon) * scale.x, dy = (b.lat - a.lat) * scale.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0;
    const double x = ax + t * dx, y = ay + t * dy;
    return {x * x + y * y, t};
}

} // namespace

struct NearestLine::Index {
    struct Piece {
        std::uint32_t line, bend; ///< from vertex `bend` of the line to the next
        friend bool operator==(const Piece&, const Piece&) = default;
        friend auto operator<=>(const Piece&, const Piece&) = default;
    };
    /// Pieces lie in the tree as straight stretches of a plane in degrees, those of longitude shortened as in the middle of
    /// the map. The tree keeps their numbers; the places stay where they are.
    struct Stretch {
        using result_type = bg::model::segment<Point>;
        const LineSet* lines = nullptr;
        double shortened = 1;

        Point at(LonLat p) const { return {p.lon * shortened, p.lat}; }
        result_type operator()(const Piece& piece) const {
            const auto line = lines->line(piece.line);
            return {at(line[piece.bend]), at(line[piece.bend + 1])};
        }
    };
    // Built in one go, so `linear` plays no part; with 16 a node, questions take a third longer.
    using Tree = bgi::rtree<Piece, bgi::linear<8>, Stretch>;

    const LineSet* lines;
    Stretch stretch;
    Tree tree;

    Index(const LineSet& set, std::span<const char> use) : lines(&set), stretch{&set} {
        Box box;
        std::vector<Piece> pieces;
        for (std::uint32_t i = 0; i < set.size(); ++i) {
            if (!use.empty() && use[i] == 0)
                continue;
            const auto line = set.line(i);
            for (std::uint32_t k = 0; k + 1 < line.size(); ++k)
                if (on_earth(line[k]) && on_earth(line[k + 1])) {
                    pieces.push_back({i, k});
                    box.add(line[k]);
                    box.add(line[k + 1]);
                }
        }
        if (pieces.empty())
            return;
        const Scale middle((box.min_y + box.max_y) / 2);
        stretch.shortened = middle.x / middle.y;
        tree = Tree(pieces, bgi::linear<8>(), stretch);
    }
};

NearestLine::NearestLine(const LineSet& lines, std::span<const char> use)
    : index_(std::make_unique<Index>(lines, use)) {}
NearestLine::~NearestLine() = default;
NearestLine::NearestLine(NearestLine&&) noexcept = default;
NearestLine& NearestLine::operator=(NearestLine&&) noexcept = default;

std::optional<NearestLine::Hit> NearestLine::nearest(LonLat place, double limit_m) const {
    const Index& index = *index_;
    if (index.tree.empty() || !on_earth(place) || !(limit_m >= 0))
        return std::nullopt;
    const Scale scale(place.lat);
    double best2 = limit_m * limit_m * (1 + 1e-6);
    std::optional<Index::Piece> best;
    double share = 0;
    const auto look_at = [&](const Index::Piece& piece) {
        const auto line = index.lines->line(piece.line);
        const Foot foot = foot_on(place, line[piece.bend], line[piece.bend + 1], scale);
        const bool tie = best && foot.squared_m == best2 && piece < *best;
        if (foot.squared_m < best2 || tie) {
            best2 = foot.squared_m;
            share = foot.share;
            best = piece;
        }
    };
    // The tree measures in the plane of the whole map, the answer in the plane around the place. What is nearest to the
    // tree is nearly so here; a box around the place, as far as that one, then holds all that may be nearer.
    const Point q = index.stretch.at(place);
    index.tree.query(bgi::nearest(q, 1), boost::make_function_output_iterator(look_at));
    const double reach_m = std::sqrt(best2) * (1 + 1e-6);
    const double x = reach_m / scale.x * index.stretch.shortened + kRoundingDegrees,
                 y = reach_m / scale.y + kRoundingDegrees;
    index.tree.query(bgi::intersects(bg::model::box<Point>({q.x - x, q.y - y}, {q.x + x, q.y + y})),
                     boost::make_function_output_iterator(look_at));
    if (!best)
        return std::nullopt;

    const auto line = index.lines->line(best->line);
    Hit hit;
    hit.line = best->line;
    const LonLat a = line[best->bend], b = line[best->bend + 1];
    hit.place = {a.lon + share * (b.lon - a.lon), a.lat + share * (b.lat - a.lat)};
    hit.meters = geodesic_m(place, hit.place);
    if (hit.meters > limit_m)
        return std::nullopt;
    // Shares of length are taken in the same plane: its error cancels in the quotient.
    double before = 0, all = 0;
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
        const double length = std::hypot((line[k + 1].lon - line[k].lon) * scale.x,
                                         (line[k + 1].lat - line[k].lat) * scale.y);
        if (k < best->bend)
            before += length;
        else if (k == best->bend)
            before += share * length;
        all += length;
    }
    hit.along = all > 0 ? std::clamp(before / all, 0.0, 1.0) : 0;
    return hit;
}

} // namespace tractwise::geo
