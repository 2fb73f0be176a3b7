// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/nearest.hpp"

#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"

#include "engine/core/numbers.hpp"
#include "engine/geo/ecef.hpp"
#include "engine/geo/kd_tree.hpp"
#include "engine/geo/spatial_order.hpp"

#include <algorithm>

namespace tractwise::geo {

namespace {

/// The best place by (squared chord, index), from which the search goes on.
struct Best {
    double chord2 = kInfinity;
    std::uint32_t index = NearestIndex::kNone;
    Point3 at;
};

bool closer(double chord2, std::uint32_t index, const Best& best) {
    return chord2 < best.chord2 || (chord2 == best.chord2 && index < best.index);
}

} // namespace

struct NearestIndex::Tree {
    KdTree tree;
    std::vector<LonLat> places; ///< by index, for PROJ
    Box box;

    /// The closest by chord. `start` is any place of the tree (the last answer, say) or empty: it
    /// cuts the search short and cannot change the result.
    Best closest(const Point3& q, Best start) const {
        Best best = start;
        if (best.index != kNone)
            best.chord2 = distance2(q, best.at);
        tree.search(q, best.chord2, [&](const KdTree::Item& item, double chord2) {
            if (closer(chord2, item.index, best))
                best = {chord2, item.index, item.at};
        });
        return best;
    }

    /// The closest by geodesic. Any place whose chord is within rival_limit2 of the best chord
    /// could have the shorter geodesic; with none (the usual case) the chord has decided, else PROJ
    /// does.
    Hit nearest(LonLat from, const Point3& q, Best& best) const {
        if (best.index != kNone)
            best.chord2 = distance2(q, best.at);
        double limit2 = best.index == kNone ? kInfinity : rival_limit2(best.chord2);
        double runner_up2 = kInfinity;
        tree.search(q, limit2, [&](const KdTree::Item& item, double chord2) {
            if (chord2 > limit2 || item.index == best.index)
                return;
            if (closer(chord2, item.index, best)) {
                runner_up2 = best.chord2;
                best = {chord2, item.index, item.at};
                limit2 = rival_limit2(chord2);
            } else {
                runner_up2 = std::min(runner_up2, chord2);
            }
        });
        if (best.index == kNone)
            return {kNone, kNaN};
        if (runner_up2 > limit2)
            return {best.index, measure(from, q, best.index, best.at, best.chord2)};
        return decide(from, q, limit2);
    }

    /// The nearest by PROJ among all places within the limit; places at the same coordinates are
    /// measured once.
    Hit decide(LonLat from, const Point3& q, double limit2) const {
        const std::vector<std::uint32_t> rivals = within_chord2(q, limit2);
        Hit hit{kNone, kInfinity};
        for (std::size_t i = 0; i < rivals.size(); ++i) {
            if (i > 0 && places[rivals[i]] == places[rivals[i - 1]])
                continue;
            const double meters = geodesic_m(from, places[rivals[i]]);
            if (meters < hit.meters)
                hit = {rivals[i], meters};
        }
        return hit;
    }

    std::vector<std::uint32_t> within_chord2(const Point3& q, double limit2) const {
        std::vector<std::uint32_t> found;
        tree.search(q, limit2, [&](const KdTree::Item& item, double chord2) {
            if (chord2 <= limit2)
                found.push_back(item.index);
        });
        std::sort(found.begin(), found.end());
        return found;
    }

    double measure(LonLat from, const Point3& q, std::uint32_t index, const Point3& at,
                   double chord2) const {
        return chord2 <= square(kSeriesLimit) ? geodesic_by_series(q, at)
                                              : geodesic_m(from, places[index]);
    }

    template <typename Answer>
    void for_all(std::span<const LonLat> from, const Answer& answer) const {
        const MortonKey key(box);
        in_spatial_order(
            from.size(), MortonKey::kBits, [&](std::size_t i) { return key(from[i]); },
            [&](std::span<const Keyed> run) {
                Best best;
                for (std::size_t i = 0; i < run.size(); ++i) {
                    prefetch_ahead(run, i, from);
                    if (on_earth(from[run[i].index]))
                        answer(run[i].index, best);
                }
            });
    }
};

NearestIndex::NearestIndex(std::span<const LonLat> places) : tree_(std::make_unique<Tree>()) {
    tree_->places.assign(places.begin(), places.end());
    std::vector<KdTree::Item> items;
    items.reserve(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!on_earth(places[i]))
            continue;
        items.push_back({to_ecef(places[i]), static_cast<std::uint32_t>(i)});
        tree_->box.add(places[i]);
    }
    tree_->tree = KdTree(std::move(items));
}

NearestIndex::~NearestIndex() = default;
NearestIndex::NearestIndex(NearestIndex&&) noexcept = default;
NearestIndex& NearestIndex::operator=(NearestIndex&&) noexcept = default;

NearestIndex::Hit NearestIndex::nearest(LonLat from) const {
    if (!on_earth(from))
        return {kNone, kNaN};
    Best best;
    return tree_->nearest(from, to_ecef(from), best);
}

std::vector<NearestIndex::Hit> NearestIndex::nearest(std::span<const LonLat> from) const {
    std::vector<Hit> hits(from.size(), {kNone, kNaN});
    tree_->for_all(from, [&](std::uint32_t i, Best& best) {
        hits[i] = tree_->nearest(from[i], to_ecef(from[i]), best);
    });
    return hits;
}

std::vector<std::uint32_t> NearestIndex::nearest_candidate(std::span<const LonLat> from) const {
    std::vector<std::uint32_t> indices(from.size(), kNone);
    tree_->for_all(from, [&](std::uint32_t i, Best& best) {
        best = tree_->closest(to_ecef(from[i]), best);
        indices[i] = best.index;
    });
    return indices;
}

std::vector<NearestIndex::Hit> NearestIndex::nearest_k(LonLat from, std::size_t k) const {
    if (!on_earth(from) || k == 0 || tree_->tree.empty())
        return {};
    k = std::min(k, tree_->tree.size());
    // The k shortest chords (a heap, longest on top), then everything that could be among the k
    // shortest geodesics.
    const Point3 q = to_ecef(from);
    std::vector<double> chords2;
    double limit2 = kInfinity;
    tree_->tree.search(q, limit2, [&](const KdTree::Item&, double chord2) {
        if (chord2 >= limit2)
            return;
        chords2.push_back(chord2);
        std::push_heap(chords2.begin(), chords2.end());
        if (chords2.size() > k) {
            std::pop_heap(chords2.begin(), chords2.end());
            chords2.pop_back();
        }
        if (chords2.size() == k)
            limit2 = chords2.front();
    });
    std::vector<Hit> hits;
    for (std::uint32_t i : tree_->within_chord2(q, rival_limit2(chords2.front())))
        hits.push_back({i, geodesic_m(from, tree_->places[i])});
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& a, const Hit& b) { return a.meters < b.meters; });
    hits.resize(k);
    return hits;
}

void NearestIndex::within(
    LonLat from, double limit_m,
    const std::function<void(std::uint32_t index, double meters)>& visit) const {
    if (!on_earth(from) || !(limit_m >= 0))
        return;
    struct Found {
        std::uint32_t index;
        double meters;
    };
    std::vector<Found> found;
    const Point3 q = to_ecef(from);
    const double limit2 = square(limit_m + kRounding); // no chord is longer than its geodesic
    tree_->tree.search(q, limit2, [&](const KdTree::Item& item, double chord2) {
        if (chord2 > limit2)
            return;
        double meters = tree_->measure(from, q, item.index, item.at, chord2);
        if (std::abs(meters - limit_m) < kRounding) // on the edge, PROJ has the last word
            meters = geodesic_m(from, tree_->places[item.index]);
        if (meters <= limit_m)
            found.push_back({item.index, meters});
    });
    std::sort(found.begin(), found.end(),
              [](const Found& a, const Found& b) { return a.index < b.index; });
    for (const Found& f : found)
        visit(f.index, f.meters);
}

} // namespace tractwise::geo
