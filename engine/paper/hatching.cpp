// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/hatching.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tractwise::paper {

std::vector<HatchLine> hatch_lines(const Outline& outline, const Hatch& hatch) {
    // Turned so that each line is one number: `across` counts lines, `along` runs on them.
    const double sign = hatch.rising ? 1 : -1;
    const auto across = [&](Spot spot) { return (spot.x + sign * spot.y) / hatch.apart; };
    const auto along = [&](Spot spot) { return spot.x - sign * spot.y; };
    std::map<long, std::vector<double>> crossings; // of each line, where the outline crosses it
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const std::span<const Spot> ring = outline.line(i);
        for (std::size_t v = 0; v < ring.size(); ++v) {
            const Spot a = ring[v], b = ring[(v + 1) % ring.size()];
            const double from = across(a), to = across(b);
            // Half open, so that a corner on a line is crossed once or twice, never missed.
            for (auto line = static_cast<long>(std::ceil(std::min(from, to)));
                 static_cast<double>(line) < std::max(from, to); ++line) {
                const double share = (static_cast<double>(line) - from) / (to - from);
                crossings[line].push_back(along(a) + share * (along(b) - along(a)));
            }
        }
    }
    std::vector<HatchLine> lines;
    for (auto& [line, at] : crossings) {
        std::sort(at.begin(), at.end());
        const auto spot = [&, across_it = static_cast<double>(line) * hatch.apart](double where) {
            return Spot{(across_it + where) / 2, sign * (across_it - where) / 2};
        };
        for (std::size_t i = 0; i + 1 < at.size(); i += 2)
            lines.push_back({spot(at[i]), spot(at[i + 1])});
    }
    return lines;
}

} // namespace tractwise::paper
