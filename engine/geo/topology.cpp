// SPDX-License-Identifier: Apache-2.0
// Taking shapes apart into arcs; topology_levels.cpp simplifies them.
#include "engine/geo/topology.hpp"

#include "engine/geo/orientation.hpp"
#include "engine/geo/same_places.hpp"

#include <algorithm>
#include <cassert>

namespace tractwise::geo {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

} // namespace

/// Cuts rings where neighbors change. A place is a junction where two visits (of the same ring or
/// of two) come from and go to different places. Between junctions every visit has the same two
/// neighbors, so whoever walks the first edge of a stretch walks all of it: arcs are found again
/// by their first edge, from either end.
class Topology::Builder {
public:
    Builder(Topology& topology, const PolygonSet& set) : to_(topology), set_(set) {}

    void build(const Progress& progress) {
        progress.step("finding shared borders", 0);
        const auto number = number_places(set_.vertices(), places_);
        progress.step("finding shared borders", 0.4);
        list_rings(number);
        find_junctions();
        progress.step("finding shared borders", 0.6);
        first_from_.assign(places_.size(), kNone);
        to_.first_.push_back(0);
        std::size_t r = 0;
        for (std::size_t s = 0; s < set_.size(); ++s) {
            for (std::size_t part : set_.parts_of(s)) {
                const auto rings = set_.rings_of_part(part);
                for (std::size_t i = 0; i < rings.size(); ++i, ++r) {
                    const bool counterclockwise = turn_of(set_.ring(r)) >= 0;
                    const bool outer = i == 0;
                    cut(r, static_cast<std::uint32_t>(s), counterclockwise == outer);
                }
                to_.part_ring_.push_back(static_cast<std::uint32_t>(r));
            }
            to_.shape_part_.push_back(static_cast<std::uint32_t>(to_.part_ring_.size() - 1));
        }
    }

private:
    using Ids = std::span<const std::uint32_t>;

    /// Rings as numbers of places, open, without repeated vertices.
    void list_rings(Ids number) {
        ids_.reserve(number.size());
        ring_first_.push_back(0);
        std::size_t at = 0;
        for (std::size_t s = 0; s < set_.size(); ++s)
            for (std::size_t r : set_.rings_of(s)) {
                const std::size_t begin = ids_.size();
                const std::size_t end = at + set_.ring(r).size();
                for (; at < end; ++at)
                    if (ids_.size() == begin || ids_.back() != number[at])
                        ids_.push_back(number[at]);
                while (ids_.size() > begin + 1 && ids_.back() == ids_[begin])
                    ids_.pop_back();
                ring_first_.push_back(ids_.size());
            }
    }

    Ids ring(std::size_t r) const {
        return {ids_.data() + ring_first_[r], ring_first_[r + 1] - ring_first_[r]};
    }

    void find_junctions() {
        struct Pair {
            std::uint32_t low = kNone, high = kNone;
        };
        std::vector<Pair> seen(places_.size());
        junction_.assign(places_.size(), false);
        for (std::size_t r = 0; r + 1 < ring_first_.size(); ++r) {
            const Ids ids = ring(r);
            for (std::size_t i = 0; i < ids.size(); ++i) {
                const std::uint32_t before = ids[i == 0 ? ids.size() - 1 : i - 1];
                const std::uint32_t after = ids[i + 1 == ids.size() ? 0 : i + 1];
                const Pair pair{std::min(before, after), std::max(before, after)};
                Pair& known = seen[ids[i]];
                if (known.low == kNone)
                    known = pair;
                else if (known.low != pair.low || known.high != pair.high)
                    junction_[ids[i]] = true;
            }
        }
    }

    void cut(std::size_t r, std::uint32_t shape, bool interior_left) {
        const Ids ids = ring(r);
        const auto n = ids.size();
        const auto is_junction = [&](std::uint32_t id) { return junction_[id] != 0; };
        auto start = std::ranges::find_if(ids, is_junction);
        const bool whole = start == ids.end();
        if (whole) // the same start for every ring that runs here, whatever it starts with itself
            start = std::ranges::min_element(ids);
        const auto offset = static_cast<std::size_t>(start - ids.begin());
        piece_.assign(1, *start);
        for (std::size_t i = 1; i <= n; ++i) {
            const std::uint32_t id = ids[(offset + i) % n];
            piece_.push_back(id);
            if (i == n || (!whole && is_junction(id))) {
                use(shape, interior_left);
                piece_.assign(1, id);
            }
        }
        to_.ring_piece_.push_back(static_cast<std::uint32_t>(to_.piece_.size()));
    }

    /// Takes the arc along piece_ on the side where the shape lies, or makes one.
    void use(std::uint32_t shape, bool interior_left) {
        for (std::uint32_t e = first_from_[piece_[0]]; e != kNone; e = entries_[e].next) {
            const Entry& entry = entries_[e];
            const std::size_t arc = entry.piece / 2;
            if (entry.second != piece_[1] || to_.lines_.line(arc).size() != piece_.size())
                continue;
            const bool backwards = entry.piece % 2 == 1;
            std::uint32_t& side = interior_left != backwards ? to_.left_[arc] : to_.right_[arc];
            if (side != kOutside) // overlapping shapes: an arc of its own
                continue;
            side = shape;
            to_.piece_.push_back(entry.piece);
            return;
        }
        const auto arc = static_cast<std::uint32_t>(to_.left_.size());
        to_.left_.push_back(interior_left ? shape : kOutside);
        to_.right_.push_back(interior_left ? kOutside : shape);
        line_.clear();
        for (std::uint32_t id : piece_)
            line_.push_back(places_[id]);
        to_.lines_.add(line_);
        to_.first_.push_back(to_.lines_.vertices().size());
        enter(piece_.front(), piece_[1], 2 * arc);
        enter(piece_.back(), piece_[piece_.size() - 2], 2 * arc + 1);
        to_.piece_.push_back(2 * arc);
    }

    void enter(std::uint32_t first, std::uint32_t second, std::uint32_t piece) {
        entries_.push_back({second, piece, first_from_[first]});
        first_from_[first] = static_cast<std::uint32_t>(entries_.size() - 1);
    }

    struct Entry {
        std::uint32_t second, piece, next;
    };

    Topology& to_;
    const PolygonSet& set_;
    std::vector<LonLat> places_;
    std::vector<std::uint32_t> ids_;
    std::vector<std::size_t> ring_first_;
    std::vector<char> junction_;
    std::vector<std::uint32_t> first_from_; ///< per place: the last entry of an arc from there
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> piece_;
    std::vector<LonLat> line_;
};

Topology::Topology(const PolygonSet& set, const Progress& progress)
    : ring_piece_{0}, part_ring_{0}, shape_part_{0} {
    Builder(*this, set).build(progress);
    progress.step("finding shared borders", 0.8);
    weigh();
}

std::vector<std::uint32_t> Topology::borders_between(std::span<const std::uint32_t> group) const {
    assert(group.size() == shapes());
    const auto of = [&](std::uint32_t side) { return side == kOutside ? kOutside : group[side]; };
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < arcs(); ++i)
        if (of(left_[i]) != of(right_[i]))
            found.push_back(i);
    return found;
}

} // namespace tractwise::geo
