// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/overlays.hpp"

namespace tractwise::viewer {

Overlays make_overlays(const study::Results& results, const geo::EqualArea& projection,
                       const Progress& progress) {
    Overlays made{map::read_overlays(results, progress), {}, {}};
    for (std::size_t rank = 0; rank < made.streets.size(); ++rank)
        made.street_lines[rank] = geo::line_mesh(made.streets[rank], projection);
    made.water_fill = geo::triangulate(made.water, projection);
    return made;
}

} // namespace tractwise::viewer
