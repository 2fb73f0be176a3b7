// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/style.hpp"
#include "engine/page/json.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

// Private to engine/page: the columns of a page.

namespace tractwise::page {

/// How numbers of a unit are written, so that the page writes sums as words::value() writes values:
/// the kind of number and what stands before and after it.
Json unit_json(std::string_view unit, Units units);

/// `columns`: one entry a column with its values, margins, classes and words; `counts`: the parts
/// and wholes of shares, each once, which columns refer to by number.
Json columns_json(const study::ResultColumns& columns, const std::vector<std::string>& names,
                  const map::MapStyle& style, const geo::Topology& topology, Units units,
                  const Progress& progress);

} // namespace tractwise::page
